/**
 * The history of a workload as immutable values: its restart, overwrites by other field managers, and the reported
 * status.
 */
package io.registryexporter.operator.decide.history;
