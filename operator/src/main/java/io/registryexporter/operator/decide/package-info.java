/**
 * Decides what happens to each workload: pure functions from an observation and a restart budget to a decision, a sealed
 * type. No client, no clock, no I/O; what a decision needs to know and does not is a question.
 */
package io.registryexporter.operator.decide;
