package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.StoredManifest;
import java.util.List;
import java.util.function.IntConsumer;

/** Charges each stored blob to the repositories whose revisions consist of it: the manifest, its config, its layers. */
final class CostAccounting {
    private final ScannedStorage scanned;
    private final PathTree tree;
    private final Ledger ledger;

    CostAccounting(ScannedStorage scanned) {
        List<ScannedRepository> repositories = scanned.repositories();
        this.scanned = scanned;
        this.tree =
                PathTree.of(repositories.stream().map(ScannedRepository::name).toList());
        this.ledger = new Ledger(tree, repositories.size(), scanned.blobs());
    }

    /**
     * The costs of the repositories and of their paths. The costs of a repository are unknown if a link to one of its blobs
     * could not be read and decides which blob it is.
     */
    Ledger.Accounts accounts() {
        for (int repository : tree.preorder()) {
            blobs(repository, blob -> {
                if (scanned.blobs().contains(blob)) {
                    ledger.charge(repository, blob);
                }
            });
        }
        return ledger.close();
    }

    /** A layer that was pushed under another digest is stored under its sha256, which the repository's link names (R12). */
    private void blobs(int repository, References references, IntConsumer consumer) {
        LayerLinks links = scanned.repositories().get(repository).layers();
        for (int i = 0; i < references.count(); i++) {
            int number = references.number(i);
            if (scanned.blobs().contains(number)) {
                consumer.accept(number);
            } else if (references.isBlob(i) && BlockerFinder.isHidden(links.get(number))) {
                ledger.unknown(repository);
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
