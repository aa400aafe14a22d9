package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.util.List;

/** The outcome of parsing. */
public sealed interface ParsedManifest {

    /**
     * The registry would serve it.
     *
     * @param references all digests that it names: the config and the layers, or the entries of an index
     */
    record Valid(Manifest manifest, List<Digest> references) implements ParsedManifest {}

    /** The registry would answer 500: {@code MANIFEST_INVALID} or {@code MANIFEST_UNSUPPORTED}. */
    record Invalid(DamageReason reason) implements ParsedManifest {}
}
