/**
 * Whether the Kubernetes API in this process answers as a real one does: to an operator, to kubectl, and rule by rule.
 */
package io.registryexporter.it.kube;
