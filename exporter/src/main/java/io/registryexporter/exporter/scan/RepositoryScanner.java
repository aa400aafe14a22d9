package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
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
    private final LayerReader layerReader;
    private final RegistryVersion version;
    private final Instant start;

    RepositoryScanner(
            StorageFiles files,
            Layout layout,
            ManifestReader manifests,
            DigestTable digests,
            UnsettledEntries unsettled,
            RepositoryMemory memory,
            LayerReader layerReader,
            RegistryVersion version,
            Instant start) {
        this.links = new LinkReader(files);
        this.manifests = manifests;
        this.memory = memory;
        this.digests = digests;
        this.layerReader = layerReader;
        this.tagReader = new TagReader(files, layout, links, unsettled, version);
        this.revisionReader = new RevisionReader(layout, links, new LinkTreeReader(files, layout, links), unsettled);
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
        TagReader.Listed listed = tagReader.list(repository);
        LinkTree tree = revisionReader.list(repository);
        Map<Digest, ScannedRevision> revisions = RevisionReader.revisions(tree);
        if (revisions.values().stream().anyMatch(this::isYoung)) {
            // Pushed since the scan began, perhaps with a tag that the list of tags did not have yet.
            listed = tagReader.list(repository);
        }
        ScannedTags tags = ScannedTags.of(listed.tags(), digests);
        followReferences(repository, tags, tree.odd(), revisions);
        boolean settled = isSettled(tags, revisions);
        return new RepositoryDraft.Fresh(
                repository,
                tags,
                listed.fault(),
                listed.there(),
                settled ? ScannedRevisions.of(revisions, digests) : revisions,
                tree.withoutLinks(listed.damages()),
                settled);
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
        return finish(fresh);
    }

    private ScannedRepository finish(RepositoryDraft.Fresh draft) {
        FoundRepository repository = draft.repository();
        Map<Digest, ScannedRevision> revisions = draft.revisions();
        ScannedTags tags = draft.settled() ? draft.tags() : ScannedTags.of(readAgain(draft), digests);
        int[] needed = needed(revisions.values());
        ScannedRepository scanned = new ScannedRepository(
                repository.name(),
                tags,
                draft.settled() ? revisions : ScannedRevisions.of(revisions, digests),
                draft.tree().faults(),
                draft.tree().odd(),
                draft.tagsFault(),
                draft.hasTags(),
                // After the manifests: a push writes the links of its layers first.
                layerReader.read(repository, needed),
                repository.collected(),
                draft.tree().damages());
        memory.remember(draft, scanned, needed);
        return scanned;
    }

    /** The blobs that manifests name, whose links the repository needs; looks for those that came during the scan. */
    private int[] needed(Collection<ScannedRevision> revisions) {
        return revisions.stream()
                .flatMap(revision -> target(revision.link()).stream())
                .map(manifests::read)
                .filter(StoredManifest.Usable.class::isInstance)
                .map(usable -> ((StoredManifest.Usable) usable).references())
                .peek(manifests::lookForLateBlobs)
                .flatMapToInt(References::blobs)
                .distinct()
                .toArray();
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
        followReferences(repository, tags, draft.tree().odd(), revisions);
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
     * Reads the manifest of every revision, and looks for the links of those that tags, links and indexes name and the
     * listing did not have: pushed since, or, for 2.x, below {@code _layers} (R11).
     */
    private void followReferences(
            FoundRepository repository,
            List<ScannedTag> tags,
            List<OddLink> odd,
            Map<Digest, ScannedRevision> revisions) {
        Readers.stream(revisions.values())
                .forEach(revision -> target(revision.link()).ifPresent(manifests::read));
        Deque<Digest> open = new ArrayDeque<>(revisions.keySet());
        revisions.values().forEach(revision -> target(revision.link()).ifPresent(open::add));
        odd.forEach(link -> target(link.link()).ifPresent(open::add));
        tags.forEach(tag -> target(tag.link()).ifPresent(open::add));
        Set<Digest> done = new HashSet<>();
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            if (!done.add(digest)) {
                continue;
            }
            if (isAbsent(Optional.ofNullable(revisions.get(digest)))) {
                revisionReader
                        .read(repository, digest)
                        .filter(revision -> !isAbsent(Optional.of(revision)))
                        .or(() -> legacyRevision(repository, digest))
                        .ifPresent(revision -> revisions.put(digest, revision));
            }
            manifest(revisions, digest)
                    .filter(Manifest.Index.class::isInstance)
                    .ifPresent(index -> open.addAll(((Manifest.Index) index).manifests()));
        }
    }

    /** Whether the registry finds no link there; a symbolic link to nothing is none. */
    private static boolean isAbsent(Optional<ScannedRevision> revision) {
        return revision.filter(there -> !(there.link() instanceof Link.Faulty faulty
                        && faulty.reason().isAbsence()))
                .isEmpty();
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
        ScannedRevision revision = new ScannedRevision(digest, layerReader.read(repository, digest), false);
        boolean nothing = revision.link() instanceof Link.Absent || revision.link() instanceof Link.Empty;
        return nothing || isAbsent(Optional.of(revision)) ? Optional.empty() : Optional.of(revision);
    }

    private static Optional<Digest> target(Link link) {
        return link instanceof Link.Target target ? Optional.of(target.digest()) : Optional.empty();
    }
}
