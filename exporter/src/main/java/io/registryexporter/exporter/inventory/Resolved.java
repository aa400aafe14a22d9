package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;

/** What the registry answers when one of its repositories is asked for a manifest. */
sealed interface Resolved {

    /** The manifest; {@code target} is the digest of the blob, which may be another one (R12). */
    record Found(Digest target, StoredManifest.Usable stored) implements Resolved {}

    /** It is not there: 404. */
    record Missing(DamageReason reason) implements Resolved {}

    /** It is there and cannot be served: 500. */
    record Refused(DamageReason reason) implements Resolved {}

    /** The exporter cannot see what the registry sees. */
    record Hidden(DamageReason reason) implements Resolved {}

    /** Its link is being rewritten at this moment (R24). */
    record InFlux() implements Resolved {}

    /** What a fault in the place of a link or a blob makes the registry answer. */
    static Resolved fault(DamageReason reason) {
        if (reason.hidesWhatIsThere()) {
            return new Hidden(reason);
        }
        return reason.isAbsence() ? new Missing(reason) : new Refused(reason);
    }
}
