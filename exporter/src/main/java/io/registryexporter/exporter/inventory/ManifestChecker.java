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

/** Checks whether clients can pull everything that the manifests of a repository name (R27). */
final class ManifestChecker {
    private final ScannedRepository scanned;
    private final Resolver resolver;
    private final BlobLookup blobs;
    private final boolean proxy;
    private final Findings findings;
    private final Findings ofBlobs;

    /**
     * A checker of one repository.
     *
     * @param proxy whether the registry fetches missing blobs (R31)
     * @param findings takes the entries of the repository
     * @param ofBlobs takes blobs, which several repositories may share
     */
    ManifestChecker(Resolver resolver, BlobLookup blobs, boolean proxy, Findings findings, Findings ofBlobs) {
        this.scanned = resolver.repository();
        this.resolver = resolver;
        this.blobs = blobs;
        this.proxy = proxy;
        this.findings = findings;
        this.ofBlobs = ofBlobs;
    }

    /**
     * What is wrong with one manifest, without the manifests below it.
     *
     * @param hidden whether the exporter cannot see everything that belongs to the manifest
     */
    record Verdict(List<Finding> findings, boolean hidden) {
        static final Verdict SOUND = new Verdict(List.of(), false);

        boolean isSound() {
            return findings.isEmpty() && !hidden;
        }
    }

    /** Checks the manifest of a revision. */
    Verdict check(ScannedRevision revision) {
        Resolved resolved = resolver.follow(revision);
        if (resolved instanceof Resolved.Found found) {
            return check(path(revision), found);
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

    /** Where a revision lies: among the revisions, or, if 2.1.0 wrote it, below {@code _layers}. */
    String path(ScannedRevision revision) {
        return revision.listed()
                ? Layout.revisionPath(scanned.name(), revision.digest())
                : Layout.layerPath(scanned.name(), revision.digest());
    }

    private Verdict check(String path, Resolved.Found found) {
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
        Verdict blobVerdict = checkBlobs(path, found.stored());
        own.addAll(blobVerdict.findings());
        boolean hidden = blobVerdict.hidden()
                || corruption.filter(DamageReason::hidesWhatIsThere).isPresent();
        return own.isEmpty() && !hidden ? Verdict.SOUND : new Verdict(List.copyOf(own), hidden);
    }

    /** The findings about the blobs of a manifest, and whether the exporter cannot see all of the blobs. */
    private Verdict checkBlobs(String path, StoredManifest.Usable manifest) {
        boolean hidden = false;
        List<Finding> own = new ArrayList<>();
        Map<DamageReason, List<Digest>> unlinked = new EnumMap<>(DamageReason.class);
        References references = manifest.references();
        for (int i = 0; i < references.count(); i++) {
            if (references.isBlob(i)) {
                int number = references.number(i);
                BlobLookup.Answer answer = blobs.ask(scanned.layers(), number);
                if (answer instanceof BlobLookup.Answer.Hidden unseen) {
                    hidden = true;
                    addUnseen(unseen.reason(), number);
                } else if (answer instanceof BlobLookup.Answer.NotServed refused && !isAbsentFromCache(number)) {
                    if (scanned.layers().get(number) instanceof Link.Absent) {
                        unlinked.computeIfAbsent(refused.reason(), unused -> new ArrayList<>())
                                .add(digest(number));
                    } else {
                        own.add(notServed(refused.reason(), digest(number)));
                    }
                } else if (answer instanceof BlobLookup.Answer.Served served) {
                    hidden |= isHidden(served.number());
                    served(served, references, i).ifPresent(own::add);
                }
            }
        }
        unlinked.forEach((reason, digests) -> own.add(findings.at(reason, path, some(digests))));
        return own.isEmpty() && !hidden ? Verdict.SOUND : new Verdict(own, hidden);
    }

    /** A hidden blob is reported at its own path, a hidden link here. */
    private void addUnseen(DamageReason reason, int number) {
        if (!(scanned.layers().get(number) instanceof Link.Target)) {
            findings.at(reason, Layout.layerPath(scanned.name(), digest(number)));
        }
    }

    private boolean isHidden(int number) {
        return blobs.corruption(number).filter(DamageReason::hidesWhatIsThere).isPresent();
    }

    /** One finding for a manifest, however many of its layers are missing: a repository may lose all of them. */
    private static String some(List<Digest> digests) {
        String more = digests.size() == 1 ? "" : " and " + (digests.size() - 1) + " more";
        return digests.get(0) + more;
    }

    /** A pull-through cache fetches missing blobs, but not unreadable ones. */
    private boolean isAbsentFromCache(int number) {
        Link link = scanned.layers().get(number);
        return proxy && (link instanceof Link.Absent || link instanceof Link.Target);
    }

    private Finding notServed(DamageReason reason, Digest digest) {
        return findings.at(reason, Layout.layerPath(scanned.name(), digest), digest.toString());
    }

    private Digest digest(int number) {
        return blobs.scanned().digests().digest(number);
    }

    private Optional<Finding> served(BlobLookup.Answer.Served served, References references, int index) {
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
