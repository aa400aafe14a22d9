/**
 * Records what came of each decision: in memory, in events and the log, in the status of the resource, in metrics. It sees
 * decisions and their results, and decides nothing.
 */
package io.registryexporter.operator.record;
