/**
 * The exporter. Data goes one way through its packages: storage, manifest, scan, inventory, metrics, http. The package serve
 * runs them, and cli starts the process.
 */
package io.registryexporter.exporter;
