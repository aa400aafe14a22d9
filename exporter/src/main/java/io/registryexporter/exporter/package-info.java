/**
 * The exporter. Data goes one way through its rooms: storage, manifest, scan, inventory, metrics, http; serve runs them
 * and cli starts it.
 */
package io.registryexporter.exporter;
