/**
 * Observes the cluster: caches of workloads, resources and namespaces, and reads on demand. Writes nothing and decides
 * nothing.
 */
package io.registryexporter.operator.observe;
