/**
 * The public resource: RegistryExporter of registryexporter.io/v1alpha1, its states and reasons, and the names that the
 * operator leaves on workloads. The file in {@code crds} is generated from here. Decides nothing.
 */
package io.registryexporter.operator.api;
