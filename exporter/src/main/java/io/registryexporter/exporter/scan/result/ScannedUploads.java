package io.registryexporter.exporter.scan.result;

import java.time.Instant;

/**
 * The unfinished uploads of a repository (R22): those that have data or a start; remains of cancelled uploads do
 * not count.
 *
 * @param bytes of their data, and of deleted files that NFS keeps
 * @param oldestStart when the oldest began; the largest instant if there is no upload
 */
public record ScannedUploads(int count, long bytes, Instant oldestStart) {
    /** No uploads. */
    public static final ScannedUploads NONE = new ScannedUploads(0, 0, Instant.MAX);

    /** These uploads and more. */
    public ScannedUploads and(ScannedUploads more) {
        Instant oldest = more.oldestStart.isBefore(oldestStart) ? more.oldestStart : oldestStart;
        return new ScannedUploads(count + more.count, bytes + more.bytes, oldest);
    }
}
