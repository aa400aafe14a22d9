package io.registryexporter.exporter.scan.result;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The blobs that have data, by the number of their digest. */
public final class StoredBlobs {
    private static final long ABSENT = -1;

    private final long[] sizes;
    private final Map<Integer, Long> misplaced;
    private final int count;
    private final long bytes;

    private StoredBlobs(long[] sizes, Map<Integer, Long> misplaced, int count, long bytes) {
        this.sizes = sizes;
        this.misplaced = misplaced;
        this.count = count;
        this.bytes = bytes;
    }

    /** No blobs. */
    public static StoredBlobs none() {
        return new StoredBlobs(new long[0], Map.of(), 0, 0);
    }

    /** Whether the digest with this number has data. */
    public boolean contains(int number) {
        return number < sizes.length && sizes[number] != ABSENT;
    }

    /** Stored bytes of the digest with this number, 0 if it has no data. */
    public long size(int number) {
        return contains(number) ? sizes[number] : 0;
    }

    public int count() {
        return count;
    }

    /** Stored bytes of all blobs. */
    public long bytes() {
        return bytes;
    }

    /**
     * Stored bytes of data at other places that the registry's garbage collection takes for a blob which is not stored, by
     * the number of its digest.
     */
    public Map<Integer, Long> misplaced() {
        return misplaced;
    }

    /** All numbers of stored blobs are below this. */
    public int limit() {
        return sizes.length;
    }

    /** Collects the blobs of one scan. */
    public static final class Builder {
        private final long[] sizes;
        private final Map<Integer, Long> misplaced = new HashMap<>();
        private int count;
        private long bytes;

        /**
         * No blobs yet.
         *
         * @param numbers all numbers of stored blobs are below this
         */
        public Builder(int numbers) {
            sizes = new long[numbers];
            Arrays.fill(sizes, ABSENT);
        }

        /** A blob by the number of its digest, and its stored bytes. */
        public void blob(int number, long size) {
            sizes[number] = size;
            bytes += size;
            count++;
        }

        /** Data that does not lie at the place of its blob, as in {@link StoredBlobs#misplaced}. */
        public void misplaced(Map<Integer, Long> more) {
            misplaced.putAll(more);
        }

        public StoredBlobs build() {
            misplaced.keySet().removeIf(number -> number < sizes.length && sizes[number] != ABSENT);
            return new StoredBlobs(sizes, Map.copyOf(misplaced), count, bytes);
        }
    }
}
