/**
 * What lies on the disk of a distribution registry: names, digests, links, the layout of the directories, and the only
 * code that touches files. Everything here answers one question about one path and never follows a link out of the
 * storage. Knows nothing of manifests' meaning or of metrics.
 */
package io.registryexporter.exporter.storage;
