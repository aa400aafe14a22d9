package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DirectoryTimes;
import java.util.List;
import java.util.Optional;

/**
 * One of the 256 directories of blobs, as it was read.
 *
 * @param times its times, if the next scan may trust them instead of reading it again
 * @param numbers the numbers of the digests of its blobs
 * @param sizes their stored bytes, in the same order
 */
record BlobDirectory(Optional<DirectoryTimes> times, int[] numbers, long[] sizes, List<Damage> damages) {

    boolean isStillWhat(Optional<DirectoryTimes> now) {
        return times.isPresent() && times.equals(now);
    }
}
