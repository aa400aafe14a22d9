/**
 * Records the outcome of each decision: in memory, in events and the log, in the status of the resource and in metrics.
 * Its input is decisions and their results; it decides nothing.
 */
package io.registryexporter.operator.record;
