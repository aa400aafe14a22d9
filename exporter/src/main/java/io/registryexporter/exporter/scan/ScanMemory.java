package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What one scan leaves to the next.
 *
 * @param since when nothing was remembered last
 * @param digests numbers that the rest refers to
 * @param emptyLinks the links that were empty, and when they were first found so
 */
record ScanMemory(
        Instant since,
        DigestTable digests,
        Map<Path, BlobDirectory> blobs,
        Map<Digest, ManifestReader.Parsed> manifests,
        Map<String, Instant> emptyLinks) {

    static ScanMemory empty(Instant now) {
        return new ScanMemory(now, new DigestTable(), Map.of(), Map.of(), Map.of());
    }

    ScanMemory with(
            Map<Path, BlobDirectory> nextBlobs,
            Map<Digest, ManifestReader.Parsed> nextManifests,
            Map<String, Instant> nextEmptyLinks) {
        return new ScanMemory(since, digests, nextBlobs, nextManifests, nextEmptyLinks);
    }
}
