/**
 * The desired fields of a workload: the exporter's container and annotations, which exporters the operator allows, and
 * whether a live container matches the desired one.
 */
package io.registryexporter.operator.decide.desired;
