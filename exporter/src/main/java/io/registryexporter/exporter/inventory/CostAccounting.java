package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Charges each stored blob to the repositories whose revisions are made of it: the manifest, its config, its layers. */
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
     * The costs of the repositories, in the order of the scan; nothing of one whose links to its blobs could not all be
     * read, where they decide.
     */
    List<Optional<Costs>> costs() {
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

    /** R12: a layer that was pushed by another digest lies under its sha256, which the repository's link names. */
    private void blobs(int repository, References references, IntConsumer consumer) {
        LayerLinks links = scanned.repositories().get(repository).layers();
        for (int i = 0; i < references.count(); i++) {
            int number = references.number(i);
            if (scanned.blobs().contains(number)) {
                consumer.accept(number);
            } else if (references.isBlob(i) && isHidden(links.get(number))) {
                unknown.set(repository);
            } else {
                consumer.accept(links.target(number).orElse(number));
            }
        }
    }

    private static boolean isHidden(Link link) {
        return link instanceof Link.Faulty faulty && faulty.reason().hidesWhatIsThere();
    }

    private void blobs(int repository, IntConsumer consumer) {
        ScannedRepository links = scanned.repositories().get(repository);
        Resolver resolver = new Resolver(links, scanned.manifests());
        for (ScannedRevision revision : links.revisions().values()) {
            if (revision.link() instanceof Link.Target target) {
                scanned.digests().find(target.digest()).ifPresent(consumer);
            }
            resolver.usable(revision)
                    .map(StoredManifest.Usable::references)
                    .ifPresent(references -> blobs(repository, references, consumer));
        }
    }
}
