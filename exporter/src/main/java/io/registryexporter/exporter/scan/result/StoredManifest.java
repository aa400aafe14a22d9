package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.storage.DamageReason;

/** The manifest that a revision links to. */
public sealed interface StoredManifest {

    /**
     * Stored and understood.
     *
     * @param references what it names, in its order
     * @param complete whether a client can ask for all that it needs
     */
    record Usable(Manifest manifest, References references, boolean complete) implements StoredManifest {}

    /** The blob has data, so that the revision exists (R10), but it cannot be served. */
    record Unusable(DamageReason reason) implements StoredManifest {}

    /** The blob has no data. */
    record NotStored(DamageReason reason) implements StoredManifest {}
}
