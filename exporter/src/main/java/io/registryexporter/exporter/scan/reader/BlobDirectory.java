package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.DirectoryTimes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * One of the directories below that of an algorithm, or an entry beside the directories of the algorithms.
 *
 * @param times of the directory, if the next scan may rely on them instead of reading the directory again
 * @param numbers the numbers of the digests of its blobs
 * @param sizes their stored bytes, in the same order
 * @param misplaced stored bytes of the data that lies elsewhere and that the registry's garbage collection takes for a
 *     blob, by the number of its digest
 * @param faults why the data of a blob cannot be looked at, by the number of its digest
 * @param fault why not all entries could be listed
 */
public record BlobDirectory(
        Optional<DirectoryTimes> times,
        int[] numbers,
        long[] sizes,
        Map<Integer, Long> misplaced,
        Map<Integer, DamageReason> faults,
        Optional<DamageReason> fault) {

    /** Whether another reading of the directory found the same. */
    public boolean hasContentOf(BlobDirectory other) {
        return times.equals(other.times)
                && Arrays.equals(numbers, other.numbers)
                && Arrays.equals(sizes, other.sizes)
                && misplaced.equals(other.misplaced)
                && faults.equals(other.faults)
                && fault.equals(other.fault);
    }

    /** Whether the times of the directory have not moved. */
    public boolean isUnchanged(Optional<DirectoryTimes> now) {
        return times.isPresent() && times.equals(now);
    }
}
