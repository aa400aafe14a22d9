/**
 * Scans a storage: puts the readers in their order, on threads of their own, and gives up a scan that hangs. What the
 * readers return goes into {@code result}; what the next scan may take over goes into {@code incremental}.
 */
package io.registryexporter.exporter.scan;
