/**
 * The content of manifests: bytes in, a small immutable value out, parsed like the registry's own Go code does. No files, no
 * knowledge of where a manifest lies or which entries name it.
 */
package io.registryexporter.exporter.manifest;
