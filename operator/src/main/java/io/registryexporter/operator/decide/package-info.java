/**
 * Decides about each workload: pure functions from an observation and a restart budget to a decision, a sealed type. No
 * client, no clock, no I/O; a decision that lacks information is a question.
 */
package io.registryexporter.operator.decide;
