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
 * When the entries of a directory last changed. The time of the status change counts too, because tools that restore a
 * storage set the time of modification.
 */
public record DirectoryTimes(Instant modified, Instant changed) {

    /** The times of a directory; none where the file system does not report them. */
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
     * Whether all times are older than an age, so that a change while they were read shows as another time later.
     */
    public boolean areOlderThan(Duration age, Instant now) {
        Instant limit = now.minus(age);
        return modified.isBefore(limit) && changed.isBefore(limit);
    }
}
