/**
 * The storage of a distribution registry on disk: names, digests, links, the layout of the directories, and the only code
 * that reads files. Never follows a link out of the storage. Knows nothing of the content of manifests, or of metrics.
 */
package io.registryexporter.exporter.storage;
