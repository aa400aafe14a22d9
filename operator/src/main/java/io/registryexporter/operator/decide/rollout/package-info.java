/**
 * How the rollout of a workload stands and whether the exporter is what fails: from the workload's own status, its pods,
 * and the words of the kubelet.
 */
package io.registryexporter.operator.decide.rollout;
