/**
 * The PodMonitor and the PrometheusRule for the exporters of a resource, and whether existing objects match them. Pure
 * functions; no requests.
 */
package io.registryexporter.operator.monitoring;
