/**
 * The objects by which a Prometheus Operator comes to know the exporters of a resource: what they are to hold, and whether
 * they do. Pure functions; no requests.
 */
package io.registryexporter.operator.monitoring;
