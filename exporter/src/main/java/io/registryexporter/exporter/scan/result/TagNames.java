package io.registryexporter.exporter.scan.result;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The names of the tags of a repository, in their order, and when each was last pushed; needs nothing of the scan. */
public final class TagNames {
    private final byte[] names;
    private final int[] ends;
    private final long[] modified;
    private final Map<Integer, String> odd;

    /**
     * Takes over all that it is given.
     *
     * @param names those of ISO 8859-1, one after the other
     * @param ends where each of them ends
     * @param modified in milliseconds since 1970; 0 where there is no usable link
     * @param odd the other ones by their position
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

    /** When the link of a tag was last written, in milliseconds since 1970; 0 where there is no usable one. */
    public long modifiedMillis(int index) {
        return modified[index];
    }
}
