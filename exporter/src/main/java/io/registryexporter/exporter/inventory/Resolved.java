package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;

/** What the registry answers when a client asks a repository for a manifest. */
public sealed interface Resolved {

    /** The manifest; {@code target} is the digest of the blob, which may be another one (R12). */
    record Found(Digest target, StoredManifest.Usable stored) implements Resolved {}

    /** The registry finds no manifest: 404. */
    record Missing(DamageReason reason) implements Resolved {}

    /** The registry cannot serve the manifest: 500. */
    record Refused(DamageReason reason) implements Resolved {}

    /** The exporter cannot see what the registry sees. */
    record Hidden(DamageReason reason) implements Resolved {}

    /** A registry is writing the link again at this moment (R24). */
    record InFlux() implements Resolved {}

    /** What the registry answers because of a faulty link or blob. */
    static Resolved fault(DamageReason reason) {
        if (reason.hidesWhatIsThere()) {
            return new Hidden(reason);
        }
        return reason.isAbsence() ? new Missing(reason) : new Refused(reason);
    }
}
