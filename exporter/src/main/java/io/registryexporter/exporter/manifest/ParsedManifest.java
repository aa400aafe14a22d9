package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;

/** The outcome of parsing. */
public sealed interface ParsedManifest {

    /**
     * The registry serves the manifest.
     *
     * @param references everything that the manifest names by a valid digest: config and layers, or the entries of an index
     * @param complete whether an image has a config, and whether everything that a client needs has a valid digest
     */
    record Valid(Manifest manifest, List<Reference> references, boolean complete) implements ParsedManifest {}

    /** The registry answers 500: {@code MANIFEST_INVALID} or {@code MANIFEST_UNSUPPORTED}. */
    record Invalid(DamageReason reason) implements ParsedManifest {}
}
