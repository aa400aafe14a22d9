/**
 * The operator's jar against Kubernetes APIs: scenarios that hold on the in-process API and on a real API server alike,
 * and what only a real one can judge.
 */
package io.registryexporter.it.operator;
