/**
 * Readers of a storage: each reads one kind of entry and returns a value, with the damage that it met as a
 * {@link io.registryexporter.exporter.scan.reader.Reading}. They know nothing of earlier scans.
 */
package io.registryexporter.exporter.scan.reader;
