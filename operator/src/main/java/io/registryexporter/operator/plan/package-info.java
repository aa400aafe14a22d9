/**
 * What is to be done about one workload, and why: whose it is, how the container has to look, whether it looks so
 * already. Pure functions; nothing here knows how it is written.
 */
package io.registryexporter.operator.plan;
