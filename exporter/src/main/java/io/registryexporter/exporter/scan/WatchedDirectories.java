package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DirectoryTimes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Directories whose times tell whether entries have come or gone in them.
 *
 * @param times of each of them, all older than {@link ScanMemory#SETTLED} when they were read
 */
record WatchedDirectories(Map<Path, DirectoryTimes> times) {

    /**
     * The directories with their times, which are read after their entries; none if one of them has changed so lately
     * that its times may not tell of the next change.
     *
     * @param start of the scan
     */
    static Optional<WatchedDirectories> of(List<Path> paths, Instant start) {
        Map<Path, DirectoryTimes> times = new TreeMap<>();
        for (Path path : paths) {
            DirectoryTimes.of(path)
                    .filter(known -> known.isSettled(start, ScanMemory.SETTLED))
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
