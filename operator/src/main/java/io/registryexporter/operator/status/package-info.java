/**
 * What is told of a resource: state and reason of each workload, how its rollout stands, counts, the condition Ready.
 * Pure functions; the same facts give the same status, so that nothing is written when nothing has changed.
 */
package io.registryexporter.operator.status;
