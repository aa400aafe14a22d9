package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one repository: its tags, its revisions, and the manifests that they lead to. */
final class RepositoryScanner {
    private final LinkReader links;
    private final ManifestReader manifests;
    private final RepositoryMemory memory;
    private final DigestTable digests;
    private final TagReader tagReader;
    private final RevisionReader revisionReader;
    private final RegistryVersion version;
    private final Instant start;

    RepositoryScanner(
            StorageFiles files,
            Layout layout,
            ManifestReader manifests,
            DigestTable digests,
            UnsettledEntries unsettled,
            RepositoryMemory memory,
            RegistryVersion version,
            Instant start) {
        this.links = new LinkReader(files);
        this.manifests = manifests;
        this.memory = memory;
        this.digests = digests;
        this.tagReader = new TagReader(files, layout, links, unsettled);
        this.revisionReader = new RevisionReader(files, layout, links, unsettled);
        this.version = version;
        this.start = start;
    }

    /** Reads a repository for the first time, unless nothing has changed since the scan before. */
    RepositoryDraft read(FoundRepository repository) {
        return memory.recall(repository)
                .<RepositoryDraft>map(RepositoryDraft.Unchanged::new)
                .orElseGet(() -> readOnce(repository));
    }

    private RepositoryDraft readOnce(FoundRepository repository) {
        List<Damage> damages = new ArrayList<>();
        List<ScannedTag> listed = tagReader.list(repository, damages);
        RevisionReader.Listed revisionsListed = revisionReader.list(repository, damages);
        Map<Digest, ScannedRevision> revisions = revisionsListed.byDigest();
        List<Path> directories = new ArrayList<>(revisionsListed.directories());
        directories.add(TagReader.directory(repository));
        if (revisions.values().stream().anyMatch(this::isYoung)) {
            // Pushed since the scan began, perhaps with a tag that the list of tags did not have yet.
            listed = tagReader.list(repository, new ArrayList<>());
        }
        ScannedTags tags = ScannedTags.of(listed, digests);
        followReferences(repository, tags, revisions);
        return isSettled(tags, revisions)
                ? new RepositoryDraft.Fresh(
                        repository, tags, ScannedRevisions.of(revisions, digests), directories, damages, true)
                : new RepositoryDraft.Fresh(repository, tags, revisions, directories, damages, false);
    }

    private boolean isSettled(List<ScannedTag> tags, Map<Digest, ScannedRevision> revisions) {
        return tags.stream().allMatch(tag -> fits(tag, revisions))
                && revisions.values().stream().noneMatch(this::mayBeInFlux);
    }

    /**
     * Tags and revisions were read one after the other, while a registry may have been working. What is empty, is not
     * there or does not fit together is read once more (R24).
     */
    ScannedRepository finish(RepositoryDraft draft) {
        if (draft instanceof RepositoryDraft.Unchanged unchanged) {
            return unchanged.repository();
        }
        RepositoryDraft.Fresh fresh = (RepositoryDraft.Fresh) draft;
        ScannedRepository scanned = finish(fresh);
        memory.remember(fresh, scanned);
        return scanned;
    }

    private ScannedRepository finish(RepositoryDraft.Fresh draft) {
        FoundRepository repository = draft.repository();
        Map<Digest, ScannedRevision> revisions = draft.revisions();
        ScannedTags tags = draft.settled() ? draft.tags() : ScannedTags.of(readAgain(draft), digests);
        return new ScannedRepository(
                repository.name(),
                tags,
                draft.settled() ? revisions : ScannedRevisions.of(revisions, digests),
                schema1LayerSizes(repository, revisions.values()),
                layerBlobs(repository, revisions.values()),
                repository.layers(),
                draft.damages());
    }

    private List<ScannedTag> readAgain(RepositoryDraft.Fresh draft) {
        FoundRepository repository = draft.repository();
        Map<Digest, ScannedRevision> revisions = draft.revisions();
        revisions.replaceAll((digest, revision) ->
                mayBeInFlux(revision) ? revisionReader.readAgain(repository, revision) : revision);
        revisions.values().removeIf(revision -> revision.link() instanceof Link.Absent);
        List<ScannedTag> tags = new ArrayList<>(draft.tags().size());
        for (ScannedTag tag : draft.tags()) {
            if (fits(tag, revisions)) {
                tags.add(tag);
            } else {
                tagReader.readAgain(repository, tag).ifPresent(tags::add);
            }
        }
        followReferences(repository, tags, revisions);
        tags.forEach(tag -> target(tag.link())
                .filter(digest -> !revisions.containsKey(digest))
                .flatMap(digest -> revisionReader.beingDeleted(repository, digest))
                .ifPresent(revision -> revisions.put(revision.digest(), revision)));
        return tags;
    }

    private boolean isYoung(ScannedRevision revision) {
        return revision.link() instanceof Link.Target target && target.modifiedMillis() >= start.toEpochMilli();
    }

    /** An empty link may be written at this moment, and a blob that is gone may have been collected with its link. */
    private boolean mayBeInFlux(ScannedRevision revision) {
        return revision.link() instanceof Link.Empty
                || (revision.link() instanceof Link.Target target
                        && manifests.read(target.digest()) instanceof StoredManifest.NotStored);
    }

    private static boolean fits(ScannedTag tag, Map<Digest, ScannedRevision> revisions) {
        if (!tag.validName()) {
            return true;
        }
        if (tag.link() instanceof Link.Target target) {
            return revisions.containsKey(target.digest());
        }
        return !TagReader.mayBeInFlux(tag.link());
    }

    /**
     * Reads the manifest of every revision, and looks for the links of those that tags and indexes name and the listing
     * did not have: pushed since, or, for 2.x, below {@code _layers} (R11).
     */
    private void followReferences(
            FoundRepository repository, List<ScannedTag> tags, Map<Digest, ScannedRevision> revisions) {
        Readers.stream(revisions.values())
                .forEach(revision -> target(revision.link()).ifPresent(manifests::read));
        Deque<Digest> open = new ArrayDeque<>(revisions.keySet());
        tags.forEach(tag -> target(tag.link()).ifPresent(open::add));
        Set<Digest> done = new HashSet<>();
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            if (!done.add(digest)) {
                continue;
            }
            if (!revisions.containsKey(digest)) {
                revisionReader
                        .read(repository, digest)
                        .or(() -> legacyRevision(repository, digest))
                        .ifPresent(revision -> revisions.put(digest, revision));
            }
            manifest(revisions, digest)
                    .filter(Manifest.Index.class::isInstance)
                    .ifPresent(index -> open.addAll(((Manifest.Index) index).manifests()));
        }
    }

    private Optional<Manifest> manifest(Map<Digest, ScannedRevision> revisions, Digest digest) {
        return Optional.ofNullable(revisions.get(digest))
                .flatMap(revision -> target(revision.link()))
                .map(manifests::read)
                .filter(StoredManifest.Usable.class::isInstance)
                .map(usable -> ((StoredManifest.Usable) usable).manifest());
    }

    private Optional<ScannedRevision> legacyRevision(FoundRepository repository, Digest digest) {
        if (version != RegistryVersion.V2) {
            return Optional.empty();
        }
        Link link = links.read(repository.directory(), layerLink(digest));
        return link instanceof Link.Target ? Optional.of(new ScannedRevision(digest, link, false)) : Optional.empty();
    }

    /** R12: the size of a layer is that of the blob which the repository's own link names. */
    private Map<Digest, Long> schema1LayerSizes(FoundRepository repository, Iterable<ScannedRevision> revisions) {
        Map<Digest, Long> sizes = new HashMap<>();
        for (ScannedRevision revision : revisions) {
            Optional<StoredManifest> stored = target(revision.link()).map(manifests::read);
            if (stored.isPresent()
                    && stored.get() instanceof StoredManifest.Usable usable
                    && usable.manifest() instanceof Manifest.Schema1 schema1) {
                for (Digest layer : Set.copyOf(schema1.blobSums())) {
                    target(links.read(repository.directory(), layerLink(layer)))
                            .flatMap(manifests::blobSize)
                            .ifPresent(size -> sizes.put(layer, size));
                }
            }
        }
        return sizes;
    }

    /** R12: a layer that was pushed by another digest lies under its sha256, which the repository's link names. */
    private Map<Integer, Integer> layerBlobs(FoundRepository repository, Iterable<ScannedRevision> revisions) {
        Map<Integer, Integer> blobs = new HashMap<>();
        for (ScannedRevision revision : revisions) {
            for (Digest layer : otherReferences(revision)) {
                target(links.read(repository.directory(), layerLink(layer)))
                        .ifPresent(blob -> blobs.put(digests.numberOf(layer), digests.numberOf(blob)));
            }
        }
        return blobs;
    }

    private List<Digest> otherReferences(ScannedRevision revision) {
        return target(revision.link())
                .map(manifests::read)
                .filter(StoredManifest.Usable.class::isInstance)
                .map(usable -> ((StoredManifest.Usable) usable).otherReferences())
                .orElseGet(List::of);
    }

    private static List<String> layerLink(Digest digest) {
        List<String> path = new ArrayList<>();
        path.add(Layout.LAYERS);
        path.addAll(Layout.digestLink(digest));
        return path;
    }

    private static Optional<Digest> target(Link link) {
        return link instanceof Link.Target target ? Optional.of(target.digest()) : Optional.empty();
    }
}
