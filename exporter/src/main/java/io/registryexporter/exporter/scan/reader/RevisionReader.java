package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.ScannedRevision;
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
public final class RevisionReader {
    private static final List<String> REVISIONS = List.of(Layout.MANIFESTS, Layout.REVISIONS);

    private final Layout layout;
    private final LinkReader links;
    private final LinkTreeReader trees;
    private final UnfinishedWrites unfinished;

    public RevisionReader(StorageFiles files, Layout layout, UnfinishedWrites unfinished) {
        this.layout = layout;
        this.links = new LinkReader(files);
        this.trees = new LinkTreeReader(files, layout, links);
        this.unfinished = unfinished;
    }

    /** The links of all revisions of a repository. */
    public Reading<LinkTree> list(FoundRepository repository) {
        return trees.read(repository, REVISIONS);
    }

    /** The revisions that have a link, by the digest of their directory; the caller may change the map. */
    public static Map<Digest, ScannedRevision> revisions(LinkTree tree) {
        Map<Digest, ScannedRevision> revisions = new HashMap<>();
        tree.links()
                .forEach((digest, link) ->
                        revision(digest, link).ifPresent(revision -> revisions.put(digest, revision)));
        return revisions;
    }

    /** The revision of a digest, if it has a link. */
    public Optional<ScannedRevision> read(FoundRepository repository, Digest digest) {
        Path revisions = repository.directory().resolve(Layout.MANIFESTS).resolve(Layout.REVISIONS);
        return revision(digest, links.read(revisions, Layout.digestLink(digest)));
    }

    private static Optional<ScannedRevision> revision(Digest digest, Link link) {
        return link instanceof Link.Absent ? Optional.empty() : Optional.of(new ScannedRevision(digest, link, true));
    }

    /** Reads a revision again whose link was empty; an empty link may be damage now. */
    public ScannedRevision readAgain(FoundRepository repository, ScannedRevision revision) {
        Link link =
                read(repository, revision.digest()).map(ScannedRevision::link).orElseGet(Link.Absent::new);
        boolean damaged = link instanceof Link.Empty empty
                && unfinished.isDamage(Layout.revisionPath(repository.name(), revision.digest()), empty.modified());
        return new ScannedRevision(
                revision.digest(), damaged ? new Link.Faulty(DamageReason.LINK_EMPTY) : link, revision.listed());
    }

    /**
     * The revision of a tag whose manifest is being deleted by its digest: the registry removes the link of the revision
     * first, then the tags that name it. The directory of the revision stays.
     */
    public Optional<ScannedRevision> beingDeleted(FoundRepository repository, Digest digest) {
        String path = Layout.revisionPath(repository.name(), digest);
        return DirectoryTimes.of(layout.v2().resolve(path))
                .filter(times -> !unfinished.isDamage(path, times.modified()))
                .map(times -> new ScannedRevision(digest, new Link.Absent(), false));
    }
}
