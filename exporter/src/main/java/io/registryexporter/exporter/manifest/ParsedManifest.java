package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;

/** The outcome of parsing. */
public sealed interface ParsedManifest {

    /**
     * The registry would serve it.
     *
     * @param references all that it names by a usable digest: the config and the layers, or the entries of an index
     * @param complete whether it has a config, if it is an image, and a usable digest for all that a client needs
     */
    record Valid(Manifest manifest, List<Reference> references, boolean complete) implements ParsedManifest {}

    /** The registry would answer 500: {@code MANIFEST_INVALID} or {@code MANIFEST_UNSUPPORTED}. */
    record Invalid(DamageReason reason) implements ParsedManifest {}
}
