package io.registryexporter.exporter.scan.incremental;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Spreads the reading of all directories over an interval: each scan reads the next part of them.
 *
 * @param last the directory that was read last
 * @param at when the previous part was read
 */
public record BlobRotation(Optional<Path> last, Instant at) {

    /** A rotation that begins now. */
    static BlobRotation from(Instant now) {
        return new BlobRotation(Optional.empty(), now);
    }

    /**
     * The next part of the directories, in the order of their paths. The part is as large as the time since the previous
     * part, measured by the interval.
     *
     * @param interval zero for no part
     */
    Set<Path> due(Collection<Path> directories, Duration interval, Instant now) {
        if (interval.isZero() || directories.isEmpty()) {
            return Set.of();
        }
        TreeSet<Path> sorted = new TreeSet<>(directories);
        double part = Math.max(0, (double) Duration.between(at, now).toMillis() / Math.max(1, interval.toMillis()));
        long count = (long) Math.min(sorted.size(), Math.ceil(part * sorted.size()));
        Set<Path> due = new LinkedHashSet<>();
        Optional<Path> next = last;
        while (due.size() < count) {
            Path path = next.map(sorted::higher).orElseGet(sorted::first);
            due.add(path);
            next = Optional.of(path);
        }
        return due;
    }

    /** The rotation after these were read. */
    BlobRotation after(Set<Path> due, Instant now) {
        return new BlobRotation(due.stream().reduce((first, second) -> second).or(() -> last), now);
    }
}
