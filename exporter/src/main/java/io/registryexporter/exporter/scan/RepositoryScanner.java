package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.scan.incremental.UnchangedLayers;
import io.registryexporter.exporter.scan.incremental.UnchangedManifests;
import io.registryexporter.exporter.scan.incremental.UnchangedRepositories;
import io.registryexporter.exporter.scan.reader.FoundRepository;
import io.registryexporter.exporter.scan.reader.LayerReader;
import io.registryexporter.exporter.scan.reader.LinkTree;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.scan.reader.Reading;
import io.registryexporter.exporter.scan.reader.RevisionReader;
import io.registryexporter.exporter.scan.reader.TagReader;
import io.registryexporter.exporter.scan.result.OddLink;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.RevisionDirectory;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedRevisions;
import io.registryexporter.exporter.scan.result.ScannedTag;
import io.registryexporter.exporter.scan.result.ScannedTags;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.scan.result.TagDirectory;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one repository: its tags, its revisions, and the manifests that they lead to. */
final class RepositoryScanner {
    private final UnchangedManifests manifests;
    private final UnchangedRepositories unchanged;
    private final UnchangedLayers layers;
    private final RepositoryReaders readers;
    private final DigestTable digests;
    private final RegistryVersion version;
    private final Instant start;

    /** The readers of what is in a repository. */
    record RepositoryReaders(TagReader tags, RevisionReader revisions, LayerReader layers) {}

    /** @param start of the scan */
    RepositoryScanner(
            RepositoryReaders readers,
            UnchangedManifests manifests,
            UnchangedLayers layers,
            UnchangedRepositories unchanged,
            DigestTable digests,
            RegistryVersion version,
            Instant start) {
        this.readers = readers;
        this.manifests = manifests;
        this.layers = layers;
        this.unchanged = unchanged;
        this.digests = digests;
        this.version = version;
        this.start = start;
    }

    /** Reads a repository for the first time, unless nothing has changed since the previous scan. */
    RepositoryDraft read(FoundRepository repository) {
        return unchanged
                .takeOver(repository)
                .<RepositoryDraft>map(RepositoryDraft.Unchanged::new)
                .orElseGet(() -> readOnce(repository));
    }

    private RepositoryDraft readOnce(FoundRepository repository) {
        Reading<TagReader.Listed> listed = readers.tags().list(repository);
        Reading<LinkTree> tree = readers.revisions().list(repository);
        Map<Digest, ScannedRevision> revisions = RevisionReader.revisions(tree.value());
        if (revisions.values().stream().anyMatch(this::isYoung)) {
            // Pushed since the scan began, perhaps with a tag that the list of tags did not have yet.
            listed = readers.tags().list(repository);
        }
        TagReader.Listed found = listed.value();
        ScannedTags tags = ScannedTags.of(found.tags(), digests);
        revisions.putAll(
                followReferences(repository, tags, tree.value().directory().odd(), revisions));
        boolean consistent = isConsistent(tags, revisions);
        return new RepositoryDraft.Fresh(
                repository,
                new TagDirectory(tags, found.there(), found.fault()),
                consistent ? ScannedRevisions.of(revisions, digests) : revisions,
                new LinkTree(tree.value().directory(), Map.of(), tree.value().watched()),
                tree.with(listed.damages()).damages(),
                consistent);
    }

    private boolean isConsistent(List<ScannedTag> tags, Map<Digest, ScannedRevision> revisions) {
        return tags.stream().allMatch(tag -> fits(tag, revisions))
                && revisions.values().stream().noneMatch(this::mayBeInFlux);
    }

    /**
     * Tags and revisions were read one after the other, while a registry may have been working. An entry that is empty or
     * missing, or that does not fit the others, is read once more (R24).
     */
    ScannedRepository finish(RepositoryDraft draft) {
        return draft instanceof RepositoryDraft.Unchanged same
                ? same.repository()
                : finish((RepositoryDraft.Fresh) draft);
    }

    private ScannedRepository finish(RepositoryDraft.Fresh draft) {
        FoundRepository repository = draft.repository();
        Consistent consistent =
                draft.isConsistent() ? new Consistent(draft.tags().tags(), draft.revisions()) : readAgain(draft);
        int[] needed = needed(consistent.revisions().values());
        ScannedRepository scanned = new ScannedRepository(
                repository.name(),
                repository.collected(),
                new TagDirectory(
                        consistent.tags(), draft.tags().there(), draft.tags().fault()),
                new RevisionDirectory(consistent.revisions(), draft.tree().directory()),
                // After the manifests: a push writes the links of its layers first.
                layers.read(repository, needed),
                draft.damages());
        if (draft.isConsistent()) {
            List<Path> watched = new ArrayList<>(draft.tree().watched());
            watched.add(TagReader.directory(repository));
            unchanged.keep(repository, scanned, watched, needed);
        }
        return scanned;
    }

    /** Tags and revisions that fit together, as far as they can. */
    private record Consistent(ScannedTags tags, Map<Digest, ScannedRevision> revisions) {}

    /** The blobs that manifests name, whose links the repository needs; looks for those that came during the scan. */
    private int[] needed(Collection<ScannedRevision> revisions) {
        return revisions.stream()
                .flatMap(revision -> revision.link().targetDigest().stream())
                .map(manifests::read)
                .filter(StoredManifest.Usable.class::isInstance)
                .map(usable -> ((StoredManifest.Usable) usable).references())
                .peek(manifests::lookForLateBlobs)
                .flatMapToInt(References::blobs)
                .distinct()
                .toArray();
    }

    private Consistent readAgain(RepositoryDraft.Fresh draft) {
        FoundRepository repository = draft.repository();
        Map<Digest, ScannedRevision> revisions = new HashMap<>();
        draft.revisions().forEach((digest, revision) -> {
            ScannedRevision now =
                    mayBeInFlux(revision) ? readers.revisions().readAgain(repository, revision) : revision;
            if (!(now.link() instanceof Link.Absent)) {
                revisions.put(digest, now);
            }
        });
        List<ScannedTag> tags = new ArrayList<>(draft.tags().tags().size());
        for (ScannedTag tag : draft.tags().tags()) {
            if (fits(tag, revisions)) {
                tags.add(tag);
            } else {
                readers.tags().readAgain(repository, tag).ifPresent(tags::add);
            }
        }
        revisions.putAll(
                followReferences(repository, tags, draft.tree().directory().odd(), revisions));
        for (ScannedTag tag : tags) {
            tag.link()
                    .targetDigest()
                    .filter(digest -> !revisions.containsKey(digest))
                    .flatMap(digest -> readers.revisions().beingDeleted(repository, digest))
                    .ifPresent(revision -> revisions.put(revision.digest(), revision));
        }
        return new Consistent(ScannedTags.of(tags, digests), ScannedRevisions.of(revisions, digests));
    }

    private boolean isYoung(ScannedRevision revision) {
        return revision.link() instanceof Link.Target target && target.modifiedMillis() >= start.toEpochMilli();
    }

    /** A registry may be writing an empty link now, or may have collected a missing blob together with its link. */
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
     * Reads the manifest of every revision, and the revisions that tags, links and indexes name and that were not listed:
     * pushed since, or, for 2.x, linked below {@code _layers} (R11).
     *
     * @return the revisions that were not listed
     */
    private Map<Digest, ScannedRevision> followReferences(
            FoundRepository repository, List<ScannedTag> tags, List<OddLink> odd, Map<Digest, ScannedRevision> listed) {
        ReaderPool.stream(listed.values())
                .forEach(revision -> revision.link().targetDigest().ifPresent(manifests::read));
        Map<Digest, ScannedRevision> added = new HashMap<>();
        Deque<Digest> open = new ArrayDeque<>(listed.keySet());
        listed.values().forEach(revision -> revision.link().targetDigest().ifPresent(open::add));
        odd.forEach(link -> link.link().targetDigest().ifPresent(open::add));
        tags.forEach(tag -> tag.link().targetDigest().ifPresent(open::add));
        Set<Digest> done = new HashSet<>();
        while (!open.isEmpty()) {
            Digest digest = open.pop();
            if (!done.add(digest)) {
                continue;
            }
            Optional<ScannedRevision> revision = Optional.ofNullable(listed.get(digest));
            if (isAbsent(revision)) {
                Optional<ScannedRevision> notListed = readNotListed(repository, digest);
                notListed.ifPresent(there -> added.put(digest, there));
                revision = notListed.or(() -> Optional.ofNullable(listed.get(digest)));
            }
            revision.flatMap(this::manifest)
                    .filter(Manifest.Index.class::isInstance)
                    .ifPresent(index -> open.addAll(((Manifest.Index) index).manifests()));
        }
        return added;
    }

    private Optional<ScannedRevision> readNotListed(FoundRepository repository, Digest digest) {
        return readers.revisions()
                .read(repository, digest)
                .filter(revision -> !isAbsent(Optional.of(revision)))
                .or(() -> legacyRevision(repository, digest));
    }

    /** Whether the registry finds no link; it finds none behind a broken symbolic link. */
    private static boolean isAbsent(Optional<ScannedRevision> revision) {
        return revision.filter(there -> !(there.link() instanceof Link.Faulty faulty
                        && faulty.reason().isAbsence()))
                .isEmpty();
    }

    private Optional<Manifest> manifest(ScannedRevision revision) {
        return revision.link()
                .targetDigest()
                .map(manifests::read)
                .filter(StoredManifest.Usable.class::isInstance)
                .map(usable -> ((StoredManifest.Usable) usable).manifest());
    }

    private Optional<ScannedRevision> legacyRevision(FoundRepository repository, Digest digest) {
        if (version != RegistryVersion.V2) {
            return Optional.empty();
        }
        ScannedRevision revision = new ScannedRevision(digest, readers.layers().read(repository, digest), false);
        boolean nothing = revision.link() instanceof Link.Absent || revision.link() instanceof Link.Empty;
        return nothing || isAbsent(Optional.of(revision)) ? Optional.empty() : Optional.of(revision);
    }
}
