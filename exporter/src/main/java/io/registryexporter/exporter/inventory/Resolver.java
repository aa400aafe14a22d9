package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Manifests;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedTag;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.FileState;
import io.registryexporter.exporter.storage.Link;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Finds manifests as the registry does: by the repository's own revision link, then the blob (R6, R10, R12). */
public record Resolver(ScannedRepository repository, Manifests manifests) {

    /** The digests that are a tag's current manifest, also of tags with an invalid name. */
    Set<Digest> tagged() {
        Set<Digest> tagged = new HashSet<>();
        for (ScannedTag tag : repository.tags()) {
            tag.link().targetDigest().ifPresent(tagged::add);
        }
        return tagged;
    }

    /** What the registry would serve for this digest. */
    public Resolved resolve(Digest digest) {
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
    public Resolved follow(ScannedRevision revision) {
        return revision.link().fold(new Link.Cases<>() {
            @Override
            public Resolved target(Digest digest, FileState state) {
                return stored(digest);
            }

            @Override
            public Resolved absent() {
                return new Resolved.InFlux();
            }

            @Override
            public Resolved empty(Instant modified) {
                return new Resolved.InFlux();
            }

            @Override
            public Resolved directory() {
                return new Resolved.Refused(DamageReason.NOT_A_REGULAR_FILE);
            }

            @Override
            public Resolved faulty(DamageReason reason) {
                return Resolved.fault(reason);
            }
        });
    }

    /** Whether the registry reports that it has the manifest of this digest, readable or not. */
    boolean serves(Digest digest) {
        ScannedRevision revision = repository.revisions().get(digest);
        return revision != null && exists(revision);
    }

    /** Whether the registry cannot find out whether it has the manifest of this digest. */
    boolean failsAt(Digest digest) {
        return !serves(digest) && resolve(digest) instanceof Resolved.Refused;
    }

    /** Whether a revision exists: its link names a blob that has data (R10). */
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
