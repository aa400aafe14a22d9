/**
 * What earlier rounds know of a workload, as immutable values: its restart, who overwrote the operator's fields, and what
 * the status of its resource reported.
 */
package io.registryexporter.operator.decide.history;
