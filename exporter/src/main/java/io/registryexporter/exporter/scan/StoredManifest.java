package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.util.List;

/** The manifest that a revision links to. */
public sealed interface StoredManifest {

    /**
     * Stored and understood.
     *
     * @param references the numbers of all digests that it names, in its order
     * @param otherReferences those of them that are not sha256, under which no blob is stored (R12)
     */
    record Usable(Manifest manifest, int[] references, List<Digest> otherReferences) implements StoredManifest {}

    /** The blob has data, so that the revision exists (R10), but it cannot be served. */
    record Unusable(DamageReason reason) implements StoredManifest {}

    /** The blob has no data. */
    record NotStored(DamageReason reason) implements StoredManifest {}
}
