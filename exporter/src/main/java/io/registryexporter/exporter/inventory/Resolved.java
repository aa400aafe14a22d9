package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;

/** What a digest leads to inside one repository. */
sealed interface Resolved {

    /** The manifest; {@code target} is the digest of the blob, which may be another one (R12). */
    record Found(Digest target, Manifest manifest) implements Resolved {}

    /** It cannot be served. */
    record Damaged(DamageReason reason) implements Resolved {}

    /** Its link is being rewritten at this moment (R24). */
    record InFlux() implements Resolved {}
}
