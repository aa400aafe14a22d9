package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.storage.DirectoryTimes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Directories whose times show whether entries have come or gone in them.
 *
 * @param times of each directory, all older than {@link PreviousScan#TRUSTED_AGE} when they were read
 */
record WatchedDirectories(Map<Path, DirectoryTimes> times) {

    /**
     * The directories with their times, which are read after their entries; none if a directory has changed so recently
     * that the next change might not move its times.
     *
     * @param start of the scan
     */
    static Optional<WatchedDirectories> of(List<Path> paths, Instant start) {
        Map<Path, DirectoryTimes> times = new TreeMap<>();
        for (Path path : paths) {
            DirectoryTimes.of(path)
                    .filter(known -> known.areOlderThan(PreviousScan.TRUSTED_AGE, start))
                    .ifPresent(known -> times.put(path, known));
        }
        return times.size() == paths.size() ? Optional.of(new WatchedDirectories(times)) : Optional.empty();
    }

    /** Whether no time has moved. */
    boolean areUnchanged() {
        return times.entrySet().stream()
                .allMatch(entry -> Optional.of(entry.getValue()).equals(DirectoryTimes.of(entry.getKey())));
    }
}
