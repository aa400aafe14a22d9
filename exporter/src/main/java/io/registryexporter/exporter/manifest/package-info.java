/**
 * What a manifest says: bytes in, a small immutable value out, read as the registry's own Go code reads them. No files,
 * no knowledge of where a manifest lies or who refers to it.
 */
package io.registryexporter.exporter.manifest;
