/**
 * What the cluster says: caches of workloads, resources and namespaces, and the few things that are asked for when they
 * are needed. Reads, never writes, and decides nothing.
 */
package io.registryexporter.operator.observe;
