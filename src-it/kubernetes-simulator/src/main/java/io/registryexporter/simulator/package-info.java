/**
 * A Kubernetes API in this process, for operators and for kubectl: what a test needs of a cluster without one. Start
 * with {@link io.registryexporter.simulator.InProcessKubernetes}.
 */
package io.registryexporter.simulator;
