/**
 * The public resource: RegistryExporter of registryexporter.io/v1alpha1, its states and reasons, and the names of the
 * operator's fields on workloads. {@code CrdFileTest} generates the file in {@code crds} from this package.
 */
package io.registryexporter.operator.api;
