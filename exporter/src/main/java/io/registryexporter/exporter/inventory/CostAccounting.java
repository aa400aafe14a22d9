package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.References;
import io.registryexporter.exporter.scan.ScannedRepository;
import io.registryexporter.exporter.scan.ScannedRevision;
import io.registryexporter.exporter.scan.ScannedStorage;
import io.registryexporter.exporter.scan.StoredManifest;
import io.registryexporter.exporter.storage.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** Charges each stored blob to the repositories whose revisions are made of it: the manifest, its config, its layers. */
final class CostAccounting {
    private static final int NOBODY = -1;
    private static final int SEVERAL = -2;

    private final ScannedStorage scanned;
    private final int[] owner;
    private final int[] lastCharged;

    CostAccounting(ScannedStorage scanned) {
        this.scanned = scanned;
        this.owner = new int[scanned.blobs().limit()];
        this.lastCharged = new int[owner.length];
        Arrays.fill(owner, NOBODY);
    }

    /** The costs of the repositories, in the order of the scan. */
    List<Costs> costs() {
        List<ScannedRepository> repositories = scanned.repositories();
        long[] stored = new long[repositories.size()];
        long[] exclusive = new long[repositories.size()];
        forEachBlob((repository, blob) -> {
            stored[repository] += scanned.blobs().size(blob);
            owner[blob] = owner[blob] == NOBODY ? repository : SEVERAL;
        });
        forEachBlob((repository, blob) -> {
            if (owner[blob] == repository) {
                exclusive[repository] += scanned.blobs().size(blob);
            }
        });
        List<Costs> costs = new ArrayList<>(stored.length);
        for (int i = 0; i < stored.length; i++) {
            costs.add(new Costs(stored[i], exclusive[i]));
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
            blobs(scanned.repositories().get(i), blob -> {
                if (scanned.blobs().contains(blob) && lastCharged[blob] != repository) {
                    lastCharged[blob] = repository;
                    charge.to(repository, blob);
                }
            });
        }
    }

    /** R12: a layer that was pushed by another digest lies under its sha256, which the repository's link names. */
    private void blobs(ScannedRepository repository, References references, IntConsumer consumer) {
        for (int i = 0; i < references.count(); i++) {
            int number = references.number(i);
            consumer.accept(
                    scanned.blobs().contains(number)
                            ? number
                            : repository.layers().target(number).orElse(number));
        }
    }

    private void blobs(ScannedRepository repository, IntConsumer consumer) {
        Resolver resolver = new Resolver(repository, scanned.manifests());
        for (ScannedRevision revision : repository.revisions().values()) {
            if (revision.link() instanceof Link.Target target) {
                scanned.digests().find(target.digest()).ifPresent(consumer);
            }
            resolver.usable(revision)
                    .map(StoredManifest.Usable::references)
                    .ifPresent(references -> blobs(repository, references, consumer));
        }
    }
}
