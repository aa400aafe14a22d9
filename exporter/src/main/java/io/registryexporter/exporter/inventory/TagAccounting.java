package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.Digest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Charges each stored blob to the one tag that holds it: everything that uses the blob is a manifest that only this tag
 * leads to. A manifest that a second tag leads to, or that an untagged revision is or leads to, is held by no tag alone.
 */
final class TagAccounting {
    private static final int NOBODY = -1;
    private static final int SEVERAL = -2;

    private final ScannedStorage scanned;
    private final int[] blobOwner;

    private final int[] firstTag;

    /** Of the manifests of one repository at a time, by the numbers of their digests. */
    private int[] manifestOwner;

    private final Deque<Digest> open = new ArrayDeque<>();

    TagAccounting(ScannedStorage scanned) {
        this.scanned = scanned;
        this.blobOwner = new int[scanned.blobs().limit()];
        this.manifestOwner = new int[scanned.digests().size()];
        this.firstTag = new int[scanned.repositories().size() + 1];
        Arrays.fill(blobOwner, NOBODY);
        Arrays.fill(manifestOwner, NOBODY);
    }

    /** The bytes that each tag holds alone, by the repository and the position of the tag, in the order of the scan. */
    List<long[]> exclusive() {
        List<ScannedRepository> repositories = scanned.repositories();
        for (int i = 0; i < repositories.size(); i++) {
            firstTag[i + 1] = firstTag[i] + repositories.get(i).tags().size();
            charge(repositories.get(i), firstTag[i]);
        }
        long[] ofAll = new long[firstTag[repositories.size()]];
        for (int blob = 0; blob < blobOwner.length; blob++) {
            if (blobOwner[blob] >= 0) {
                ofAll[blobOwner[blob]] += scanned.blobs().size(blob);
            }
        }
        List<long[]> exclusive = new ArrayList<>(repositories.size());
        for (int i = 0; i < repositories.size(); i++) {
            exclusive.add(Arrays.copyOfRange(ofAll, firstTag[i], firstTag[i + 1]));
        }
        return exclusive;
    }

    private void charge(ScannedRepository repository, int first) {
        Resolver resolver = new Resolver(repository, scanned.manifests());
        for (int i = 0; i < repository.tags().size(); i++) {
            Optional<Digest> digest = repository.tags().get(i).link().targetDigest();
            if (digest.isPresent()) {
                lead(resolver, digest.get(), first + i);
            }
        }
        for (ScannedRevision revision : repository.revisions().values()) {
            if (owner(revision.digest()) == NOBODY) {
                lead(resolver, revision.digest(), SEVERAL);
            }
        }
        repository.revisions().values().forEach(revision -> charge(resolver, revision));
        for (ScannedRevision revision : repository.revisions().values()) {
            int number = number(revision.digest());
            manifestOwner[number] = NOBODY;
        }
    }

    /** Marks all that a manifest leads to; each manifest is marked at most twice. */
    private void lead(Resolver resolver, Digest top, int owner) {
        open.push(top);
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            if (resolver.repository().revisions().containsKey(digest) && mark(digest, owner)) {
                resolver.usable(digest)
                        .map(StoredManifest.Usable::manifest)
                        .filter(Manifest.Index.class::isInstance)
                        .ifPresent(index -> ((Manifest.Index) index).manifests().forEach(open::push));
            }
        }
    }

    /** Whether the mark is new. What a manifest with two owners leads to has two owners as well, by the second walk. */
    private boolean mark(Digest digest, int owner) {
        int number = number(digest);
        int before = manifestOwner[number];
        manifestOwner[number] = joined(before, owner);
        return manifestOwner[number] != before;
    }

    private int owner(Digest digest) {
        // The number comes first, because it may replace the array.
        int number = number(digest);
        return manifestOwner[number];
    }

    /** A revision that is no plain one may have got its number only now. */
    private int number(Digest digest) {
        int number = scanned.digests().numberOf(digest);
        if (number >= manifestOwner.length) {
            int before = manifestOwner.length;
            manifestOwner = Arrays.copyOf(manifestOwner, number + 1);
            Arrays.fill(manifestOwner, before, manifestOwner.length, NOBODY);
        }
        return number;
    }

    private static int joined(int before, int owner) {
        return before == NOBODY || before == owner ? owner : SEVERAL;
    }

    private void charge(Resolver resolver, ScannedRevision revision) {
        int owner = owner(revision.digest());
        revision.link()
                .targetDigest()
                .ifPresent(digest -> scanned.digests().find(digest).ifPresent(blob -> charge(blob, owner)));
        resolver.usable(revision)
                .map(StoredManifest.Usable::references)
                .ifPresent(references -> charge(resolver.repository().layers(), references, owner));
    }

    /** A layer that was pushed under another digest is stored under its sha256, which the repository's link names (R12). */
    private void charge(LayerLinks links, References references, int owner) {
        for (int i = 0; i < references.count(); i++) {
            int number = references.number(i);
            charge(
                    scanned.blobs().contains(number)
                            ? number
                            : links.target(number).orElse(number),
                    owner);
        }
    }

    private void charge(int blob, int owner) {
        if (scanned.blobs().contains(blob)) {
            blobOwner[blob] = joined(blobOwner[blob], owner);
        }
    }
}
