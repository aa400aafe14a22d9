package io.registryexporter.exporter.scan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose turn it is among directories that are all to be read again within an interval, some in each scan.
 *
 * @param last the one that was read last
 * @param at when it was
 */
record BlobRotation(Optional<Path> last, Instant at) {

    /** A round that begins now. */
    static BlobRotation from(Instant now) {
        return new BlobRotation(Optional.empty(), now);
    }

    /** So many of the directories as the time since the previous turn is of the interval, in the order of their paths. */
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

    /** After a turn of these. */
    BlobRotation after(Set<Path> due, Instant now) {
        return new BlobRotation(due.stream().reduce((first, second) -> second).or(() -> last), now);
    }
}
