package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.StorageFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the links of {@code _layers} of a repository. */
public final class LayerReader {
    private static final List<String> LAYERS = List.of(Layout.LAYERS);

    private final LinkTreeReader trees;
    private final LinkReader links;
    private final UnfinishedWrites unfinished;

    public LayerReader(StorageFiles files, Layout layout, UnfinishedWrites unfinished) {
        this.links = new LinkReader(files);
        this.trees = new LinkTreeReader(files, layout, links);
        this.unfinished = unfinished;
    }

    /** All links of a repository. */
    public Reading<LinkTree> read(FoundRepository repository) {
        return trees.read(repository, LAYERS).map(tree -> judged(repository, tree));
    }

    /** The link of one digest. */
    public Link read(FoundRepository repository, Digest digest) {
        return judge(repository, digest, links.read(repository.directory(), Layout.layerLink(digest)));
    }

    private LinkTree judged(FoundRepository repository, LinkTree tree) {
        if (tree.links().values().stream().noneMatch(Link.Empty.class::isInstance)) {
            return tree;
        }
        Map<Digest, Link> judged = new HashMap<>(tree.links());
        judged.replaceAll((digest, link) -> judge(repository, digest, link));
        return new LinkTree(tree.directory(), judged, tree.watched());
    }

    /** A registry that writes a link again may have it empty for a moment (R24). */
    private Link judge(FoundRepository repository, Digest digest, Link link) {
        return link instanceof Link.Empty empty
                        && unfinished.isDamage(Layout.layerPath(repository.name(), digest), empty.modified())
                ? new Link.Faulty(DamageReason.LINK_EMPTY)
                : link;
    }
}
