package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.Manifests;
import io.registryexporter.exporter.scan.ScannedRepository;
import io.registryexporter.exporter.scan.ScannedRevision;
import io.registryexporter.exporter.scan.ScannedTag;
import io.registryexporter.exporter.scan.StoredManifest;
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
        return revision == null ? new Resolved.Damaged(DamageReason.REVISION_MISSING) : follow(revision);
    }

    /** What the link of a revision leads to. */
    Resolved follow(ScannedRevision revision) {
        if (revision.link() instanceof Link.Target target) {
            return stored(target.digest());
        }
        return revision.link() instanceof Link.Faulty faulty
                ? new Resolved.Damaged(faulty.reason())
                : new Resolved.InFlux();
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
        return revision.link() instanceof Link.Target target
                        && manifests.get(target.digest()) instanceof StoredManifest.Usable usable
                ? Optional.of(usable)
                : Optional.empty();
    }

    private Resolved stored(Digest target) {
        StoredManifest stored = manifests.get(target);
        if (stored instanceof StoredManifest.Usable usable) {
            return new Resolved.Found(target, usable.manifest());
        }
        return new Resolved.Damaged(
                stored instanceof StoredManifest.Unusable unusable
                        ? unusable.reason()
                        : ((StoredManifest.NotStored) stored).reason());
    }
}
