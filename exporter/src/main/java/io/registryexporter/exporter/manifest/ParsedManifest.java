package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.util.List;
import java.util.Optional;

/** The outcome of parsing. */
public sealed interface ParsedManifest {

    /**
     * The registry serves the manifest.
     *
     * @param references everything that the manifest names by a valid digest: config and layers, or the entries of an index
     * @param complete whether an image has a config, and whether everything that a client needs has a valid digest
     * @param subject the manifest that this one refers to, such as the image of a signature; not needed for a pull
     */
    record Valid(Manifest manifest, List<Reference> references, boolean complete, Optional<Digest> subject)
            implements ParsedManifest {}

    /** The registry answers 500: {@code MANIFEST_INVALID} or {@code MANIFEST_UNSUPPORTED}. */
    record Invalid(DamageReason reason) implements ParsedManifest {}
}
