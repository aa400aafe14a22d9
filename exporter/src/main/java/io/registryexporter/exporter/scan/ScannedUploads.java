package io.registryexporter.exporter.scan;

import java.time.Instant;

/**
 * The unfinished uploads of a repository (R22): those that have data or a start; what cancelled ones leave behind does
 * not count.
 *
 * @param bytes of their data, and of what NFS keeps of it
 * @param oldestStart when the oldest began; the largest instant if there is none
 */
public record ScannedUploads(int count, long bytes, Instant oldestStart) {
    static final ScannedUploads NONE = new ScannedUploads(0, 0, Instant.MAX);

    ScannedUploads and(ScannedUploads more) {
        Instant oldest = more.oldestStart.isBefore(oldestStart) ? more.oldestStart : oldestStart;
        return new ScannedUploads(count + more.count, bytes + more.bytes, oldest);
    }
}
