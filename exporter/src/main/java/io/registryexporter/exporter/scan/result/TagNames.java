package io.registryexporter.exporter.scan.result;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The names of the tags of a repository, in their order, and when each was last pushed. */
public final class TagNames {
    private final byte[] names;
    private final int[] ends;
    private final long[] modified;
    private final Map<Integer, String> odd;

    /**
     * Keeps the arrays without copying them.
     *
     * @param names in ISO 8859-1, one after the other
     * @param ends where each of them ends
     * @param modified in milliseconds since 1970; 0 if there is no usable link
     * @param odd names that are not ISO 8859-1, by their position
     */
    TagNames(byte[] names, int[] ends, long[] modified, Map<Integer, String> odd) {
        this.names = names;
        this.ends = ends;
        this.modified = modified;
        this.odd = odd;
    }

    /** How many tags there are. */
    public int size() {
        return ends.length;
    }

    public String name(int index) {
        String other = odd.get(index);
        int start = index == 0 ? 0 : ends[index - 1];
        return other == null ? new String(names, start, ends[index] - start, StandardCharsets.ISO_8859_1) : other;
    }

    /** When the link of a tag was last written, in milliseconds since 1970; 0 if there is no usable link. */
    public long modifiedMillis(int index) {
        return modified[index];
    }
}
