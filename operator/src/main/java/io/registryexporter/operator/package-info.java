/**
 * The operator: watches RegistryExporter resources and gives registries their exporter. So far only its entry, which
 * says that there is nothing to run yet.
 */
package io.registryexporter.operator;
