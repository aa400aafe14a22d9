/**
 * A Kubernetes API in this process, for operators and for kubectl: what a test needs of a cluster without one. Start
 * with {@link io.registryexporter.it.kube.InProcessKubernetes}.
 */
package io.registryexporter.it.kube;
