package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.DamageReason;

/** The outcome of parsing. */
public sealed interface ParsedManifest {

    /** The registry would serve it. */
    record Valid(Manifest manifest) implements ParsedManifest {}

    /** The registry would answer 500: {@code MANIFEST_INVALID} or {@code MANIFEST_UNSUPPORTED}. */
    record Invalid(DamageReason reason) implements ParsedManifest {}
}
