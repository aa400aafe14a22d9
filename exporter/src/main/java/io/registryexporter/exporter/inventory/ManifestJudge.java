package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Judges whether what the manifests of a repository name can be pulled (R27). */
final class ManifestJudge {
    private final ScannedRepository scanned;
    private final Resolver resolver;
    private final Blobs blobs;
    private final boolean proxy;
    private final Findings findings;
    private final Findings ofBlobs;

    /**
     * A judge of one repository.
     *
     * @param proxy whether the registry fetches what is not there (R31)
     * @param findings where entries of the repository go
     * @param ofBlobs where blobs go, which several repositories may share
     */
    ManifestJudge(Resolver resolver, Blobs blobs, boolean proxy, Findings findings, Findings ofBlobs) {
        this.scanned = resolver.repository();
        this.resolver = resolver;
        this.blobs = blobs;
        this.proxy = proxy;
        this.findings = findings;
        this.ofBlobs = ofBlobs;
    }

    /**
     * What is wrong with one manifest, not with those below it.
     *
     * @param hidden whether the exporter cannot see all that belongs to it
     */
    record Verdict(List<Finding> findings, boolean hidden) {
        static final Verdict SOUND = new Verdict(List.of(), false);

        boolean isSound() {
            return findings.isEmpty() && !hidden;
        }
    }

    /** Judges the manifest of a revision. */
    Verdict judge(ScannedRevision revision) {
        Resolved resolved = resolver.follow(revision);
        if (resolved instanceof Resolved.Found found) {
            return judge(path(revision), found);
        }
        if (resolved instanceof Resolved.Hidden hidden) {
            findings.at(hidden.reason(), path(revision));
            return new Verdict(List.of(), true);
        }
        if (resolved instanceof Resolved.Missing missing && !proxy) {
            return new Verdict(List.of(findings.at(missing.reason(), path(revision))), false);
        }
        return resolved instanceof Resolved.Refused refused
                ? new Verdict(List.of(findings.at(refused.reason(), path(revision))), false)
                : Verdict.SOUND;
    }

    /** Where a revision lies, or, of 2.1.0, the layer that it is linked as. */
    String path(ScannedRevision revision) {
        return revision.listed()
                ? Layout.revisionPath(scanned.name(), revision.digest())
                : Layout.layerPath(scanned.name(), revision.digest());
    }

    private Verdict judge(String path, Resolved.Found found) {
        List<Finding> own = new ArrayList<>();
        OptionalInt number = blobs.scanned().digests().find(found.target());
        Optional<DamageReason> corruption = number.stream()
                .mapToObj(blobs::corruption)
                .flatMap(Optional::stream)
                .findFirst();
        corruption
                .filter(reason -> !reason.hidesWhatIsThere())
                .ifPresent(reason -> own.add(ofBlobs.at(reason, Layout.blobPath(found.target()))));
        if (!found.stored().complete()) {
            own.add(findings.at(DamageReason.DESCRIPTOR_INVALID, path));
        }
        if (found.stored().manifest() instanceof Manifest.Index index && !proxy) {
            index.manifests().stream()
                    .filter(child ->
                            resolver.resolve(child).equals(new Resolved.Missing(DamageReason.REVISION_MISSING)))
                    .forEach(child -> own.add(findings.at(DamageReason.INDEX_CHILD_MISSING, path, child.toString())));
        }
        boolean hidden = judgeBlobs(path, found.stored(), own)
                || corruption.filter(DamageReason::hidesWhatIsThere).isPresent();
        return own.isEmpty() && !hidden ? Verdict.SOUND : new Verdict(List.copyOf(own), hidden);
    }

    /** Says whether the exporter cannot see all of them. */
    private boolean judgeBlobs(String path, StoredManifest.Usable manifest, List<Finding> own) {
        boolean hidden = false;
        Map<DamageReason, List<Digest>> unlinked = new EnumMap<>(DamageReason.class);
        References references = manifest.references();
        for (int i = 0; i < references.count(); i++) {
            if (references.isBlob(i)) {
                int number = references.number(i);
                Blobs.Answer answer = blobs.ask(scanned.layers(), number);
                if (answer instanceof Blobs.Answer.Hidden unseen) {
                    hidden = true;
                    unseen(unseen.reason(), number);
                } else if (answer instanceof Blobs.Answer.NotServed refused && !isAbsentFromCache(number)) {
                    notServed(refused.reason(), number, unlinked).ifPresent(own::add);
                } else if (answer instanceof Blobs.Answer.Served served) {
                    hidden |= isHidden(served.number());
                    served(served, references, i).ifPresent(own::add);
                }
            }
        }
        unlinked.forEach((reason, digests) -> own.add(findings.at(reason, path, some(digests))));
        return hidden;
    }

    /** What hides a blob is told of the blob itself. */
    private void unseen(DamageReason reason, int number) {
        if (!(scanned.layers().get(number) instanceof Link.Target)) {
            findings.at(reason, Layout.layerPath(scanned.name(), digest(number)));
        }
    }

    private boolean isHidden(int number) {
        return blobs.corruption(number).filter(DamageReason::hidesWhatIsThere).isPresent();
    }

    /** One entry for a manifest, however many of its layers are gone: a repository may lose all of them. */
    private static String some(List<Digest> digests) {
        String more = digests.size() == 1 ? "" : " and " + (digests.size() - 1) + " more";
        return digests.get(0) + more;
    }

    /** What a pull-through cache does not have it fetches; what it cannot read it does not. */
    private boolean isAbsentFromCache(int number) {
        Link link = scanned.layers().get(number);
        return proxy && (link instanceof Link.Absent || link instanceof Link.Target);
    }

    /** At its link, where there is one; where there is none, what is missing is told of the manifest. */
    private Optional<Finding> notServed(DamageReason reason, int number, Map<DamageReason, List<Digest>> unlinked) {
        if (scanned.layers().get(number) instanceof Link.Absent) {
            unlinked.computeIfAbsent(reason, unused -> new ArrayList<>()).add(digest(number));
            return Optional.empty();
        }
        Digest digest = digest(number);
        return Optional.of(findings.at(reason, Layout.layerPath(scanned.name(), digest), digest.toString()));
    }

    private Digest digest(int number) {
        return blobs.scanned().digests().digest(number);
    }

    private Optional<Finding> served(Blobs.Answer.Served served, References references, int index) {
        String path = Layout.blobPath(digest(served.number()));
        if (!references.fits(index, served.bytes())) {
            String figures = served.bytes() + " bytes are stored, " + references.declared(index) + " are declared";
            return Optional.of(ofBlobs.at(DamageReason.BLOB_SIZE_MISMATCH, path, figures));
        }
        return blobs.corruption(served.number())
                .filter(reason -> !reason.hidesWhatIsThere())
                .map(reason -> ofBlobs.at(reason, path));
    }
}
