package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.DirectoryTimes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One directory below those of the algorithms, or another one beside these, as it was read.
 *
 * @param times its times, if the next scan may trust them instead of reading it again
 * @param numbers the numbers of the digests of its blobs
 * @param sizes their stored bytes, in the same order
 * @param misplaced stored bytes of the data that lies elsewhere and that the registry's collection takes for a blob, by
 *     the number of its digest
 * @param fault why not all of its entries could be listed
 * @param faults why the data of a blob cannot be looked at, by the number of its digest
 */
record BlobDirectory(
        Optional<DirectoryTimes> times,
        int[] numbers,
        long[] sizes,
        Map<Integer, Long> misplaced,
        Map<Integer, DamageReason> faults,
        Optional<DamageReason> fault,
        List<Damage> damages) {

    /** Whether another reading of the directory found the same. */
    boolean holdsTheSameAs(BlobDirectory other) {
        return times.equals(other.times)
                && Arrays.equals(numbers, other.numbers)
                && Arrays.equals(sizes, other.sizes)
                && misplaced.equals(other.misplaced)
                && faults.equals(other.faults)
                && fault.equals(other.fault)
                && damages.equals(other.damages);
    }

    boolean isStillWhat(Optional<DirectoryTimes> now) {
        return times.isPresent() && times.equals(now);
    }
}
