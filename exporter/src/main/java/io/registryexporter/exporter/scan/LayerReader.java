package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * Reads the links of {@code _layers}. There are as many of them as tags, so the next scan takes them over where the
 * times of the directories that they come and go in have not moved, and where those that were not as they should be
 * still are not. A sound link that is lost inside its own directory, as by the deletion of a single blob, is found by the
 * next full scan.
 */
final class LayerReader {
    private static final List<String> LAYERS = List.of(Layout.LAYERS);

    private final LinkTreeReader trees;
    private final LinkReader links;
    private final DigestTable digests;
    private final UnsettledEntries unsettled;
    private final Instant start;
    private final Map<String, Remembered> earlier;
    private final ConcurrentMap<String, Remembered> next = new ConcurrentHashMap<>();

    /** The links of a repository, and the directories that they were read from. */
    record Remembered(Path repository, WatchedDirectories directories, LayerLinks links) {}

    LayerReader(
            LinkTreeReader trees,
            LinkReader links,
            DigestTable digests,
            UnsettledEntries unsettled,
            Instant start,
            Map<String, Remembered> earlier) {
        this.trees = trees;
        this.links = links;
        this.digests = digests;
        this.unsettled = unsettled;
        this.start = start;
        this.earlier = earlier;
    }

    /**
     * The links as the scan before read them, if nothing tells that they have changed; otherwise as they are.
     *
     * @param needed the numbers of the digests that manifests name
     */
    LayerLinks read(FoundRepository repository, int[] needed) {
        return recall(repository, needed).orElseGet(() -> readAgain(repository));
    }

    /** The links as the scan before read them, if nothing tells that they have changed. */
    Optional<LayerLinks> recall(FoundRepository repository, int[] needed) {
        Optional<Remembered> unchanged = Optional.ofNullable(earlier.get(repository.name()))
                .filter(before -> before.repository().equals(repository.directory())
                        && before.directories().areUnchanged()
                        && oddOnesAreUnchanged(repository, before.links(), needed));
        unchanged.ifPresent(before -> next.put(repository.name(), before));
        return unchanged.map(Remembered::links);
    }

    private boolean oddOnesAreUnchanged(FoundRepository repository, LayerLinks before, int[] needed) {
        return IntStream.concat(IntStream.of(needed), before.unusable())
                .filter(number -> !before.isPlain(number))
                .allMatch(number -> isSame(before.get(number), read(repository, digests.digest(number))));
    }

    private static boolean isSame(Link before, Link now) {
        boolean named = before instanceof Link.Target was
                && now instanceof Link.Target is
                && was.digest().equals(is.digest());
        return named || before.equals(now);
    }

    /** The link of one digest, as it is now. */
    Link read(FoundRepository repository, Digest digest) {
        return judge(repository, digest, links.read(repository.directory(), Layout.layerLink(digest)));
    }

    private LayerLinks readAgain(FoundRepository repository) {
        LinkTree tree = trees.read(repository, LAYERS);
        tree.links().replaceAll((digest, link) -> judge(repository, digest, link));
        LayerLinks read = LayerLinks.of(tree, digests);
        // What is wrong in odd places may be mended without a trace, and what is not there yet has no times.
        boolean tells = tree.odd().isEmpty()
                && tree.faults().isEmpty()
                && !tree.directories().isEmpty();
        if (tells) {
            WatchedDirectories.of(tree.directories(), start)
                    .map(directories -> new Remembered(repository.directory(), directories, read))
                    .ifPresent(remembered -> next.put(repository.name(), remembered));
        }
        return read;
    }

    /** A registry that writes a link again may have it empty for a moment (R24). */
    private Link judge(FoundRepository repository, Digest digest, Link link) {
        return link instanceof Link.Empty empty
                        && unsettled.isDamage(Layout.layerPath(repository.name(), digest), empty.modified())
                ? new Link.Faulty(DamageReason.LINK_EMPTY)
                : link;
    }

    /** What the next scan can recall. */
    Map<String, Remembered> remembered() {
        return next;
    }
}
