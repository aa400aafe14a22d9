/**
 * Assesses the rollout of a workload, and whether the exporter is the cause of a failure: by the workload's status, its
 * pods and the messages of the kubelet.
 */
package io.registryexporter.operator.decide.rollout;
