package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.LayerLinks;
import io.registryexporter.exporter.scan.References;
import io.registryexporter.exporter.scan.ScannedRepository;
import io.registryexporter.exporter.scan.ScannedRevision;
import io.registryexporter.exporter.scan.StoredManifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import java.util.ArrayList;
import java.util.List;
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
        number.stream()
                .mapToObj(blobs::corruption)
                .flatMap(Optional::stream)
                .forEach(reason -> own.add(ofBlobs.at(reason, Layout.blobPath(found.target()))));
        if (!found.stored().complete()) {
            own.add(findings.at(DamageReason.DESCRIPTOR_INVALID, path));
        }
        if (found.stored().manifest() instanceof Manifest.Index index && !proxy) {
            index.manifests().stream()
                    .filter(child ->
                            resolver.resolve(child).equals(new Resolved.Missing(DamageReason.REVISION_MISSING)))
                    .forEach(child -> own.add(findings.at(DamageReason.INDEX_CHILD_MISSING, path, child.toString())));
        }
        boolean hidden = judgeBlobs(path, found.stored(), own);
        return own.isEmpty() && !hidden ? Verdict.SOUND : new Verdict(List.copyOf(own), hidden);
    }

    private boolean judgeBlobs(String path, StoredManifest.Usable manifest, List<Finding> own) {
        boolean hidden = false;
        References references = manifest.references();
        LayerLinks links = scanned.layers();
        for (int i = 0; i < references.count(); i++) {
            if (references.isBlob(i)) {
                Blobs.Answer answer = blobs.ask(links, references.number(i));
                hidden |= answer instanceof Blobs.Answer.Hidden;
                if (answer instanceof Blobs.Answer.NotServed refused && !isAbsentFromCache(references.number(i))) {
                    own.add(notServed(refused.reason(), references.number(i), path));
                } else if (answer instanceof Blobs.Answer.Served served) {
                    served(served, references, i).ifPresent(own::add);
                }
            }
        }
        return hidden;
    }

    /** What a pull-through cache does not have it fetches; what it cannot read it does not. */
    private boolean isAbsentFromCache(int number) {
        Link link = scanned.layers().get(number);
        return proxy && (link instanceof Link.Absent || link instanceof Link.Target);
    }

    private Finding notServed(DamageReason reason, int number, String manifest) {
        Digest digest = blobs.scanned().digests().digest(number);
        boolean linked = !(scanned.layers().get(number) instanceof Link.Absent);
        String place = linked ? Layout.layerPath(scanned.name(), digest) : manifest;
        return findings.at(reason, place, digest.toString());
    }

    private Optional<Finding> served(Blobs.Answer.Served served, References references, int index) {
        String path = Layout.blobPath(blobs.scanned().digests().digest(served.number()));
        if (!references.fits(index, served.bytes())) {
            String figures = served.bytes() + " bytes are stored, " + references.declared(index) + " are declared";
            return Optional.of(ofBlobs.at(DamageReason.BLOB_SIZE_MISMATCH, path, figures));
        }
        return blobs.corruption(served.number()).map(reason -> ofBlobs.at(reason, path));
    }
}
