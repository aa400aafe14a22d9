package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Manifests;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedTag;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Link;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds manifests as the registry does: by the repository's own revision link, then the blob (R6, R10, R12). */
record Resolver(ScannedRepository repository, Manifests manifests) {

    /** The digests that are some tag's current manifest, whatever the tag is called. */
    Set<Digest> tagged() {
        Set<Digest> tagged = new HashSet<>();
        for (ScannedTag tag : repository.tags()) {
            if (tag.link() instanceof Link.Target target) {
                tagged.add(target.digest());
            }
        }
        return tagged;
    }

    /** What the registry would serve for this digest. */
    Resolved resolve(Digest digest) {
        ScannedRevision revision = repository.revisions().get(digest);
        if (revision != null) {
            return follow(revision);
        }
        return repository
                .revisionFault(digest.algorithm())
                .filter(reason -> !reason.isAbsence())
                .map(Resolved::fault)
                .orElseGet(() -> new Resolved.Missing(DamageReason.REVISION_MISSING));
    }

    /** What the link of a revision leads to. */
    Resolved follow(ScannedRevision revision) {
        Link link = revision.link();
        if (link instanceof Link.Target target) {
            return stored(target.digest());
        }
        if (link instanceof Link.Directory) {
            return new Resolved.Refused(DamageReason.NOT_A_REGULAR_FILE);
        }
        return link instanceof Link.Faulty faulty ? Resolved.fault(faulty.reason()) : new Resolved.InFlux();
    }

    /** Whether the registry says that it has the manifest of this digest, be that readable or not. */
    boolean serves(Digest digest) {
        ScannedRevision revision = repository.revisions().get(digest);
        return revision != null && exists(revision);
    }

    /** Whether the registry cannot even tell whether it has the manifest of this digest. */
    boolean failsAt(Digest digest) {
        return !serves(digest) && resolve(digest) instanceof Resolved.Refused;
    }

    /** Whether a revision with this link exists: it names a blob that has data (R10). */
    boolean exists(ScannedRevision revision) {
        return revision.link() instanceof Link.Target target
                && !(manifests.get(target.digest()) instanceof StoredManifest.NotStored);
    }

    /** The manifest that the registry would serve for this digest. */
    Optional<StoredManifest.Usable> usable(Digest digest) {
        return Optional.ofNullable(repository.revisions().get(digest)).flatMap(this::usable);
    }

    /** The manifest that a revision leads to. */
    Optional<StoredManifest.Usable> usable(ScannedRevision revision) {
        return follow(revision) instanceof Resolved.Found found ? Optional.of(found.stored()) : Optional.empty();
    }

    private Resolved stored(Digest target) {
        StoredManifest stored = manifests.get(target);
        if (stored instanceof StoredManifest.Usable usable) {
            return new Resolved.Found(target, usable);
        }
        return Resolved.fault(
                stored instanceof StoredManifest.Unusable unusable
                        ? unusable.reason()
                        : ((StoredManifest.NotStored) stored).reason());
    }
}
