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
 * @param digestsAtFirst how many digests had a number after the first of the scans that share this memory
 * @param unsettled the links that were empty, and when they were first found so
 */
record ScanMemory(
        Instant since,
        DigestTable digests,
        Map<Path, BlobDirectory> blobs,
        Map<Digest, ManifestReader.Parsed> manifests,
        int digestsAtFirst,
        Map<String, Instant> unsettled) {
    private static final int FEW = 100_000;

    static ScanMemory empty(Instant now) {
        return new ScanMemory(now, new DigestTable(), Map.of(), Map.of(), 0, Map.of());
    }

    ScanMemory with(
            Map<Path, BlobDirectory> nextBlobs,
            Map<Digest, ManifestReader.Parsed> nextManifests,
            Map<String, Instant> nextUnsettledEntries) {
        int first = digestsAtFirst == 0 ? digests.size() : digestsAtFirst;
        return new ScanMemory(since, digests, nextBlobs, nextManifests, first, nextUnsettledEntries);
    }

    /** Whether most digests that have a number have come since, so that as many may have gone. */
    boolean isMostlyOld() {
        return digests.size() > 2 * digestsAtFirst + FEW;
    }
}
