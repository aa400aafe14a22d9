/**
 * What a workload has to carry: the exporter's container and annotations as its resource asks for them, what the operator
 * allows, and whether a live container already is what is desired.
 */
package io.registryexporter.operator.decide.desired;
