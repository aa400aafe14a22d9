package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the revisions of a repository: {@code _manifests/revisions/<algorithm>/<encoded>/link} (R10, R11). */
final class RevisionReader {
    private static final List<String> REVISIONS = List.of(Layout.MANIFESTS, Layout.REVISIONS);

    private final Layout layout;
    private final LinkReader links;
    private final LinkTreeReader trees;
    private final UnsettledEntries unsettled;

    RevisionReader(Layout layout, LinkReader links, LinkTreeReader trees, UnsettledEntries unsettled) {
        this.layout = layout;
        this.links = links;
        this.trees = trees;
        this.unsettled = unsettled;
    }

    /** The links of all revisions of a repository. */
    LinkTree list(FoundRepository repository) {
        return trees.read(repository, REVISIONS);
    }

    /** The revisions that have a link, by the digest of their directory; may be changed. */
    static Map<Digest, ScannedRevision> revisions(LinkTree tree) {
        Map<Digest, ScannedRevision> revisions = new HashMap<>();
        tree.links()
                .forEach((digest, link) ->
                        revision(digest, link).ifPresent(revision -> revisions.put(digest, revision)));
        return revisions;
    }

    /** The revision of a digest, if it has a link. */
    Optional<ScannedRevision> read(FoundRepository repository, Digest digest) {
        Path revisions = repository.directory().resolve(Layout.MANIFESTS).resolve(Layout.REVISIONS);
        return revision(digest, links.read(revisions, Layout.digestLink(digest)));
    }

    private static Optional<ScannedRevision> revision(Digest digest, Link link) {
        return link instanceof Link.Absent ? Optional.empty() : Optional.of(new ScannedRevision(digest, link, true));
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
}
