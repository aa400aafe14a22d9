package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.storage.DamageReason;

/** The manifest that a revision links to. */
public sealed interface StoredManifest {

    /**
     * The registry can serve the manifest.
     *
     * @param references in the order of the manifest
     * @param complete whether a client can ask for everything that it needs
     */
    record Usable(Manifest manifest, References references, boolean complete) implements StoredManifest {}

    /** The blob has data, so the revision exists (R10), but the registry cannot serve the manifest. */
    record Unusable(DamageReason reason) implements StoredManifest {}

    /** The blob has no data. */
    record NotStored(DamageReason reason) implements StoredManifest {}
}
