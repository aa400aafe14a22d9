package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Entries that were listed and gone a moment later. A registry removes entries from their directory, which moves the time
 * of that directory. If the time has not moved, a volume is gone. Safe for several threads.
 */
public final class VanishedEntries {
    /** File servers show times up to a minute late. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private static final int MOST = 10_000;

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

    /** @param modified when the directory above was last written, before it was listed, if that is known */
    private record Entry(Path path, Optional<FileTime> modified) {}

    void add(Path path, Optional<FileTime> modified) {
        if (entries.size() < MOST) {
            entries.add(new Entry(path, modified));
        }
    }

    /**
     * Requires that each entry was removed from its directory since the start of the scan.
     *
     * @throws StorageReplacedException if an entry is gone for another reason
     * @throws IOException if the directory above an entry cannot be looked at
     */
    public void requireRemoved(Instant start) throws IOException {
        for (Entry entry : entries) {
            if (!isWrittenSinceListed(entry) && !isWrittenSince(start, entry.path())) {
                throw StorageReplacedException.inScan(entry.path() + " disappeared");
            }
        }
    }

    /** Compares times of the file server only, because its clock may differ. */
    private static boolean isWrittenSinceListed(Entry entry) throws IOException {
        return entry.modified().isPresent()
                && FileErrors.attributes(entry.path().getParent())
                        .filter(above -> !above.lastModifiedTime()
                                .equals(entry.modified().get()))
                        .isPresent();
    }

    private static boolean isWrittenSince(Instant start, Path path) throws IOException {
        return above(path)
                .filter(directory -> !directory.lastModifiedTime().toInstant().isBefore(start.minus(LATE)))
                .isPresent();
    }

    /** The nearest directory above that exists. */
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
