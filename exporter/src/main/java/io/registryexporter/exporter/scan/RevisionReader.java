package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the revisions of a repository: {@code _manifests/revisions/<algorithm>/<encoded>/link} (R10, R11). */
final class RevisionReader {
    private static final List<String> REVISIONS = List.of(Layout.MANIFESTS, Layout.REVISIONS);

    private final StorageFiles files;
    private final Layout layout;
    private final LinkReader links;
    private final UnsettledEntries unsettled;

    RevisionReader(StorageFiles files, Layout layout, LinkReader links, UnsettledEntries unsettled) {
        this.files = files;
        this.layout = layout;
        this.links = links;
        this.unsettled = unsettled;
    }

    /**
     * All revisions of a repository.
     *
     * @param byDigest those that have a link, by the digest of their directory; may be changed
     * @param directories in which they come and go
     */
    record Listed(Map<Digest, ScannedRevision> byDigest, List<Path> directories) {}

    Listed list(FoundRepository repository, List<Damage> damages) {
        Map<Digest, ScannedRevision> revisions = new HashMap<>();
        List<Path> directories = new ArrayList<>();
        Path directory = repository.directory().resolve(Path.of(Layout.MANIFESTS, Layout.REVISIONS));
        try (RepositoryListing listing = list(repository, REVISIONS, damages)) {
            listing.directory().ifPresent(unused -> directories.add(directory));
            for (Path algorithm : listing.names()) {
                String name = algorithm.toString();
                if (Digest.of(name, "00").isEmpty()) {
                    damages.add(repository.damage(layout, DamageReason.STRAY, directory.resolve(algorithm)));
                } else {
                    directories.add(directory.resolve(algorithm));
                    listAlgorithm(repository, name, revisions, damages);
                }
            }
        }
        return new Listed(revisions, directories);
    }

    private void listAlgorithm(
            FoundRepository repository, String algorithm, Map<Digest, ScannedRevision> into, List<Damage> damages) {
        List<String> path = List.of(Layout.MANIFESTS, Layout.REVISIONS, algorithm);
        try (RepositoryListing listing = list(repository, path, damages)) {
            listing.directory()
                    .ifPresent(directory -> Readers.stream(directory.names())
                            .flatMap(name -> Digest.of(algorithm, name.toString()).stream()
                                    .flatMap(digest ->
                                            revision(digest, links.read(directory, name, Layout.OWN_LINK)).stream()))
                            .toList()
                            .forEach(revision -> into.put(revision.digest(), revision)));
            listing.names().stream()
                    .filter(name -> Digest.of(algorithm, name.toString()).isEmpty())
                    .map(name -> repository
                            .directory()
                            .resolve(String.join("/", path))
                            .resolve(name))
                    .forEach(entry -> damages.add(repository.damage(layout, DamageReason.STRAY, entry)));
        }
    }

    /** The revision of a digest, if it has a link. */
    Optional<ScannedRevision> read(FoundRepository repository, Digest digest) {
        Path revisions = repository.directory().resolve(Layout.MANIFESTS).resolve(Layout.REVISIONS);
        return revision(digest, links.read(revisions, Layout.digestLink(digest)));
    }

    private static Optional<ScannedRevision> revision(Digest digest, Link link) {
        return link instanceof Link.Absent
                ? Optional.empty()
                : Optional.of(new ScannedRevision(digest, sharing(digest, link), true));
    }

    /** Nearly every link names the digest of its directory; there are many, so the object is shared. */
    private static Link sharing(Digest digest, Link link) {
        return link instanceof Link.Target target && target.digest().equals(digest)
                ? new Link.Target(digest, target.state())
                : link;
    }

    /** Reads a revision whose link was empty before; if it still is, that is judged now. */
    ScannedRevision readAgain(FoundRepository repository, ScannedRevision revision) {
        Link link =
                read(repository, revision.digest()).map(ScannedRevision::link).orElseGet(Link.Absent::new);
        boolean damaged = link instanceof Link.Empty empty
                && unsettled.isDamage(Layout.revisionPath(repository.name(), revision.digest()), empty.modified());
        return new ScannedRevision(
                revision.digest(), damaged ? new Link.Faulty(DamageReason.LINK_EMPTY) : link, revision.listed());
    }

    /**
     * The revision of a tag that is being deleted by its digest: the registry takes the link first, which leaves the
     * directory, and the tags that name it a moment later.
     */
    Optional<ScannedRevision> beingDeleted(FoundRepository repository, Digest digest) {
        String path = Layout.revisionPath(repository.name(), digest);
        return DirectoryTimes.of(layout.v2().resolve(path))
                .filter(times -> !unsettled.isDamage(path, times.modified()))
                .map(times -> new ScannedRevision(digest, new Link.Absent(), false));
    }

    private RepositoryListing list(FoundRepository repository, List<String> path, List<Damage> damages) {
        RepositoryListing listing = RepositoryListing.list(files, repository, path);
        listing.fault()
                .ifPresent(reason -> damages.add(
                        repository.damage(layout, reason, repository.directory().resolve(String.join("/", path)))));
        return listing;
    }
}
