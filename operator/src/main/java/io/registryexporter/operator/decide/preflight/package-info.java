/**
 * The preflight of an injection: the pod that runs the exporter before its registry restarts, and the assessment of that
 * pod. Pure functions; the verdict decides whether the workload is written.
 */
package io.registryexporter.operator.decide.preflight;
