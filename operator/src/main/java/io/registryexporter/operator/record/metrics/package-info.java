/**
 * The operator's own metrics: workloads by state and reason, writes, rounds. Label values are codes, never names, so
 * that the number of series is bounded.
 */
package io.registryexporter.operator.record.metrics;
