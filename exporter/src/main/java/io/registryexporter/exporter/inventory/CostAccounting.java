package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.StoredManifest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Charges each stored blob to the repositories whose revisions consist of it: the manifest, its config, its layers. */
final class CostAccounting {
    private static final int NOBODY = -1;
    private static final int SEVERAL = -2;

    private final ScannedStorage scanned;
    private final int[] owner;
    private final int[] lastCharged;
    private final BitSet unknown = new BitSet();

    CostAccounting(ScannedStorage scanned) {
        this.scanned = scanned;
        this.owner = new int[scanned.blobs().limit()];
        this.lastCharged = new int[owner.length];
        Arrays.fill(owner, NOBODY);
    }

    /**
     * The costs of the repositories, in the order of the scan. The costs of a repository are unknown if a link to one of its
     * blobs could not be read and decides which blob it is.
     */
    List<Optional<Costs>> costs() {
        List<ScannedRepository> repositories = scanned.repositories();
        long[] stored = new long[repositories.size()];
        long[] exclusive = new long[repositories.size()];
        forEachBlob((repository, blob) -> {
            stored[repository] += scanned.blobs().size(blob);
            owner[blob] = owner[blob] == NOBODY ? repository : SEVERAL;
        });
        for (int blob = 0; blob < owner.length; blob++) {
            if (owner[blob] >= 0) {
                exclusive[owner[blob]] += scanned.blobs().size(blob);
            }
        }
        List<Optional<Costs>> costs = new ArrayList<>(stored.length);
        for (int i = 0; i < stored.length; i++) {
            costs.add(unknown.get(i) ? Optional.empty() : Optional.of(new Costs(stored[i], exclusive[i])));
        }
        return costs;
    }

    private interface Charge {
        void to(int repository, int blob);
    }

    /** Each stored blob of each repository once. */
    private void forEachBlob(Charge charge) {
        Arrays.fill(lastCharged, NOBODY);
        for (int i = 0; i < scanned.repositories().size(); i++) {
            int repository = i;
            blobs(repository, blob -> {
                if (scanned.blobs().contains(blob) && lastCharged[blob] != repository) {
                    lastCharged[blob] = repository;
                    charge.to(repository, blob);
                }
            });
        }
    }

    /** A layer that was pushed under another digest is stored under its sha256, which the repository's link names (R12). */
    private void blobs(int repository, References references, IntConsumer consumer) {
        LayerLinks links = scanned.repositories().get(repository).layers();
        for (int i = 0; i < references.count(); i++) {
            int number = references.number(i);
            if (scanned.blobs().contains(number)) {
                consumer.accept(number);
            } else if (references.isBlob(i) && BlockerFinder.isHidden(links.get(number))) {
                unknown.set(repository);
            } else {
                consumer.accept(links.target(number).orElse(number));
            }
        }
    }

    private void blobs(int repository, IntConsumer consumer) {
        ScannedRepository links = scanned.repositories().get(repository);
        Resolver resolver = new Resolver(links, scanned.manifests());
        for (ScannedRevision revision : links.revisions().values()) {
            revision.link()
                    .targetDigest()
                    .ifPresent(digest -> scanned.digests().find(digest).ifPresent(consumer));
            resolver.usable(revision)
                    .map(StoredManifest.Usable::references)
                    .ifPresent(references -> blobs(repository, references, consumer));
        }
    }
}
