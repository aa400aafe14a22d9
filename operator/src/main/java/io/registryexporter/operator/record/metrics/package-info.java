/**
 * The operator's own metrics: workloads by state and reason, writes, rounds. Labels hold codes only, never names, so that
 * their number is bounded.
 */
package io.registryexporter.operator.record.metrics;
