package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Entries that were listed and were gone a moment later. A registry takes entries out of their directory, which moves the
 * time of that directory. Where no time has moved, a volume has gone. Safe for several threads.
 */
public final class VanishedEntries {
    /** File servers show times up to a minute late. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private static final int MOST = 10_000;

    private final Queue<Path> paths = new ConcurrentLinkedQueue<>();

    void add(Path path) {
        if (paths.size() < MOST) {
            paths.add(path);
        }
    }

    /**
     * That each entry was taken out of its directory since the start of the scan.
     *
     * @throws StorageReplacedException if one of them is gone for another reason
     * @throws IOException if the directory above it cannot be looked at
     */
    public void requireTakenOut(Instant start) throws IOException {
        for (Path path : paths) {
            Optional<BasicFileAttributes> above = above(path);
            boolean taken = above.filter(directory ->
                            !directory.lastModifiedTime().toInstant().isBefore(start.minus(LATE)))
                    .isPresent();
            if (!taken) {
                throw StorageReplacedException.inScan(path + " disappeared");
            }
        }
    }

    /** The next directory above that is there. */
    private static Optional<BasicFileAttributes> above(Path path) throws IOException {
        for (Path directory = path.getParent(); directory != null; directory = directory.getParent()) {
            Optional<BasicFileAttributes> attributes = FileErrors.attributes(directory);
            if (attributes.isPresent()) {
                return attributes;
            }
        }
        return Optional.empty();
    }
}
