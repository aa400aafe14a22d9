/**
 * What a scan takes over from the previous one instead of reading it again, and how it knows that nothing has changed: by
 * the times of directories, the states of files, and a rotation through the directories of blobs.
 */
package io.registryexporter.exporter.scan.incremental;
