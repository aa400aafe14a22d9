package io.registryexporter.exporter.storage;

import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * By what a file that was read is recognised again.
 *
 * @param fingerprint of its time of modification in nanoseconds, its inode and its size
 * @param modifiedMillis when it was last written, in milliseconds since 1970
 */
public record FileState(long fingerprint, long modifiedMillis) {

    static FileState of(BasicFileAttributes attributes) {
        long nanos = attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        long inode = Objects.hashCode(attributes.fileKey());
        return new FileState(
                mixed(mixed(nanos) ^ inode << Integer.SIZE ^ attributes.size()),
                attributes.lastModifiedTime().toMillis());
    }

    private static long mixed(long value) {
        long product = value * 0x9e3779b97f4a7c15L;
        return product ^ product >>> Integer.SIZE;
    }

    /**
     * Whether the file is older than an age, so that a write while it was read shows as another state later.
     */
    public boolean isOlderThan(Duration age, Instant now) {
        return modifiedMillis < now.minus(age).toEpochMilli();
    }
}
