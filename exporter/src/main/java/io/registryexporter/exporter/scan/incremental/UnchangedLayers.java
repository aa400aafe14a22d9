package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.scan.reader.FoundRepository;
import io.registryexporter.exporter.scan.reader.LayerReader;
import io.registryexporter.exporter.scan.reader.LinkTree;
import io.registryexporter.exporter.scan.reader.Reading;
import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Link;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.IntStream;

/**
 * The links of {@code _layers} that a scan takes over from the previous one. There are as many as tags, so the scan takes
 * them over if the times of the directories in which they come and go have not moved, and if the unusable ones are still
 * unusable. A usable link that is lost inside its own directory, such as by the deletion of a single blob, is found by the
 * next full scan. Safe for several threads.
 */
public final class UnchangedLayers {
    private final LayerReader reader;
    private final DigestTable digests;
    private final Instant start;
    private final Map<String, Known> previous;
    private final ConcurrentMap<String, Known> next = new ConcurrentHashMap<>();

    /** The links of a repository, and the directories that they were read from. */
    record Known(Path repository, WatchedDirectories directories, LayerLinks links) {}

    /**
     * For one scan.
     *
     * @param start of the scan
     */
    public UnchangedLayers(LayerReader reader, PreviousScan previous, Instant start) {
        this.reader = reader;
        this.digests = previous.digests();
        this.start = start;
        this.previous = previous.layers();
    }

    /**
     * The links of the previous scan if nothing has changed, otherwise the links as they are.
     *
     * @param needed the numbers of the digests that manifests name
     */
    public LayerLinks read(FoundRepository repository, int[] needed) {
        return takeOver(repository, needed).orElseGet(() -> readAgain(repository));
    }

    /** The links of the previous scan, if nothing has changed. */
    Optional<LayerLinks> takeOver(FoundRepository repository, int[] needed) {
        Optional<Known> unchanged = Optional.ofNullable(previous.get(repository.name()))
                .filter(known -> known.repository().equals(repository.directory())
                        && known.directories().areUnchanged()
                        && othersAreUnchanged(repository, known.links(), needed));
        unchanged.ifPresent(known -> next.put(repository.name(), known));
        return unchanged.map(Known::links);
    }

    private boolean othersAreUnchanged(FoundRepository repository, LayerLinks known, int[] needed) {
        return IntStream.concat(IntStream.of(needed), known.unusable())
                .filter(number -> !known.isPlain(number))
                .allMatch(number -> isSame(known.get(number), reader.read(repository, digests.digest(number))));
    }

    private static boolean isSame(Link known, Link now) {
        return known.targetDigest().filter(now::names).isPresent() || known.equals(now);
    }

    private LayerLinks readAgain(FoundRepository repository) {
        Reading<LinkTree> reading = reader.read(repository);
        LinkTree tree = reading.value();
        LayerLinks links = LayerLinks.of(tree.links(), tree.directory(), reading.damages(), digests);
        // A repair in an odd place moves no time of these directories, and a missing directory has no times.
        boolean timesShowChanges = tree.directory().odd().isEmpty()
                && tree.directory().faults().isEmpty()
                && !tree.watched().isEmpty();
        if (timesShowChanges) {
            WatchedDirectories.of(tree.watched(), start)
                    .map(directories -> new Known(repository.directory(), directories, links))
                    .ifPresent(known -> next.put(repository.name(), known));
        }
        return links;
    }

    /** The links that the next scan may take over, by the names of their repositories. */
    Map<String, Known> next() {
        return next;
    }
}
