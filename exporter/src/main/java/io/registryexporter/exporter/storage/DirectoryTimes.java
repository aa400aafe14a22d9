package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When the entries of a directory last changed. The time of change counts besides that of modification, because tools
 * that restore a storage set the latter.
 */
public record DirectoryTimes(Instant modified, Instant changed) {

    /** The times of a directory; none where the file system does not tell them. */
    public static Optional<DirectoryTimes> of(Path directory) {
        try {
            Map<String, Object> attributes = Files.readAttributes(directory, "unix:lastModifiedTime,ctime");
            return Optional.of(new DirectoryTimes(
                    ((FileTime) attributes.get("lastModifiedTime")).toInstant(),
                    ((FileTime) attributes.get("ctime")).toInstant()));
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a change in the moment of reading would show as another time later. File systems keep times as coarsely as
     * two seconds, and file servers show them up to a minute late.
     */
    public boolean areOlderThan(Duration age, Instant now) {
        Instant limit = now.minus(age);
        return modified.isBefore(limit) && changed.isBefore(limit);
    }
}
