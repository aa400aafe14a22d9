package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
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

    /** All revisions that have a link, by the digest of their directory, in a map that may be changed. */
    Map<Digest, ScannedRevision> list(FoundRepository repository, List<Damage> damages) {
        Map<Digest, ScannedRevision> revisions = new HashMap<>();
        for (Path algorithm : entries(repository, REVISIONS, damages)) {
            String name = algorithm.getFileName().toString();
            if (Digest.of(name, "00").isEmpty()) {
                damages.add(repository.damage(layout, DamageReason.STRAY, algorithm));
            } else {
                listAlgorithm(repository, name, revisions, damages);
            }
        }
        return revisions;
    }

    private void listAlgorithm(
            FoundRepository repository, String algorithm, Map<Digest, ScannedRevision> into, List<Damage> damages) {
        List<String> path = List.of(Layout.MANIFESTS, Layout.REVISIONS, algorithm);
        for (Path entry : entries(repository, path, damages)) {
            Digest.of(algorithm, entry.getFileName().toString())
                    .ifPresentOrElse(
                            digest -> read(repository, digest).ifPresent(revision -> into.put(digest, revision)),
                            () -> damages.add(repository.damage(layout, DamageReason.STRAY, entry)));
        }
    }

    /** The revision of a digest, if it has a link. */
    Optional<ScannedRevision> read(FoundRepository repository, Digest digest) {
        Path revisions = repository.directory().resolve(Layout.MANIFESTS).resolve(Layout.REVISIONS);
        Link link = links.read(revisions, Layout.digestLink(digest));
        return link instanceof Link.Absent
                ? Optional.empty()
                : Optional.of(new ScannedRevision(digest, sharing(digest, link), true));
    }

    /** Nearly every link names the digest of its directory; there are many, so the object is shared. */
    private static Link sharing(Digest digest, Link link) {
        return link instanceof Link.Target target && target.digest().equals(digest)
                ? new Link.Target(digest, target.modifiedMillis())
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

    private List<Path> entries(FoundRepository repository, List<String> path, List<Damage> damages) {
        RepositoryListing listing = RepositoryListing.list(files, repository, path);
        listing.fault()
                .ifPresent(reason -> damages.add(
                        repository.damage(layout, reason, repository.directory().resolve(String.join("/", path)))));
        return listing.entries();
    }
}
