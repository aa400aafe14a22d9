package io.registryexporter.exporter.storage;

import java.util.EnumMap;
import java.util.Map;

/**
 * What lies below a directory, the directory itself included, as {@code du --apparent-size --bytes} and {@code find} count:
 * a file with several names has its bytes once, a symbolic link is not followed.
 *
 * @param path the directory
 * @param kinds what was counted; a kind of which there is nothing is absent
 * @param unreadable at how many places it could not be seen what is there; the amounts are the least then
 */
public record DiskUsage(String path, Map<DiskKind, Amount> kinds, long unreadable) {

    public DiskUsage {
        kinds = Map.copyOf(kinds);
    }

    /** Bytes, directories, and entries of all other types. */
    public record Amount(long bytes, long files, long directories) {
        static final Amount NONE = new Amount(0, 0, 0);

        static Amount file(long bytes) {
            return new Amount(bytes, 1, 0);
        }

        static Amount directory(long bytes) {
            return new Amount(bytes, 0, 1);
        }

        Amount and(Amount more) {
            return new Amount(bytes + more.bytes, files + more.files, directories + more.directories);
        }

        /** How many entries there are. */
        public long entries() {
            return files + directories;
        }
    }

    /** Nothing. */
    public static DiskUsage none(String path) {
        return new DiskUsage(path, Map.of(), 0);
    }

    /** Both together, below the path of this one. */
    public DiskUsage and(DiskUsage more) {
        Map<DiskKind, Amount> sum = new EnumMap<>(DiskKind.class);
        sum.putAll(kinds);
        more.kinds.forEach((kind, amount) -> sum.merge(kind, amount, Amount::and));
        return new DiskUsage(path, sum, unreadable + more.unreadable);
    }

    /** How much of a kind there is. */
    public Amount of(DiskKind kind) {
        return kinds.getOrDefault(kind, Amount.NONE);
    }

    /** All kinds together. */
    public Amount total() {
        return kinds.values().stream().reduce(Amount.NONE, Amount::and);
    }

    /** Whether all of it could be seen. */
    public boolean isComplete() {
        return unreadable == 0;
    }
}
