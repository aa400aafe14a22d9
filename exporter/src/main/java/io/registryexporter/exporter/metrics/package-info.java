/**
 * The families: which numbers of the inventory are served under which names, and the bytes of the exposition, rendered and
 * compressed once for each scan. Live families (JVM, process, the exporter itself) come from simpleclient.
 */
package io.registryexporter.exporter.metrics;
