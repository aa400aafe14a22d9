package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.FileState;
import io.registryexporter.exporter.storage.Link;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The tags of a repository in the order of their names, in some 25 bytes for each beside its name: a registry has a
 * million of them. The objects are made when they are asked for. What is no plain tag with a sha256 digest is kept as it
 * is.
 */
public final class ScannedTags extends AbstractList<ScannedTag> implements RandomAccess {
    private static final int KEPT = -1;

    private final DigestTable digests;
    private final byte[] names;
    private final int[] ends;
    private final int[] numbers;
    private final long[] fingerprints;
    private final long[] modified;
    private final Map<Integer, ScannedTag> kept;

    private ScannedTags(DigestTable digests, byte[] names, int size, Map<Integer, ScannedTag> kept) {
        this.digests = digests;
        this.names = names;
        this.ends = new int[size];
        this.numbers = new int[size];
        this.fingerprints = new long[size];
        this.modified = new long[size];
        this.kept = kept;
    }

    static ScannedTags of(List<ScannedTag> tags, DigestTable digests) {
        ScannedTag[] sorted = tags.toArray(new ScannedTag[0]);
        Arrays.sort(sorted, Comparator.comparing(ScannedTag::name));
        StringBuilder names = new StringBuilder();
        int[] ends = new int[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            names.append(isPlain(sorted[i]) ? sorted[i].name() : "");
            ends[i] = names.length();
        }
        Map<Integer, ScannedTag> kept = IntStream.range(0, sorted.length)
                .filter(i -> !isPlain(sorted[i]))
                .boxed()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), i -> sorted[i]));
        ScannedTags compact =
                new ScannedTags(digests, names.toString().getBytes(StandardCharsets.ISO_8859_1), sorted.length, kept);
        System.arraycopy(ends, 0, compact.ends, 0, ends.length);
        for (int i = 0; i < sorted.length; i++) {
            compact.put(i, sorted[i]);
        }
        return compact;
    }

    private void put(int index, ScannedTag tag) {
        if (tag.link() instanceof Link.Target target) {
            fingerprints[index] = target.state().fingerprint();
            modified[index] = target.state().modifiedMillis();
            numbers[index] = isPlain(tag) ? digests.numberOf(target.digest()) : KEPT;
        } else {
            numbers[index] = KEPT;
        }
    }

    private static boolean isPlain(ScannedTag tag) {
        return tag.validName() && tag.link() instanceof Link.Target target && target.digest() instanceof Digest.Sha256;
    }

    @Override
    public ScannedTag get(int index) {
        return numbers[index] == KEPT
                ? kept.get(index)
                : new ScannedTag(
                        name(index),
                        new Link.Target(
                                digests.sha256(numbers[index]), new FileState(fingerprints[index], modified[index])),
                        true);
    }

    @Override
    public int size() {
        return ends.length;
    }

    /** The name of a tag. */
    public String name(int index) {
        if (numbers[index] == KEPT) {
            return kept.get(index).name();
        }
        int start = index == 0 ? 0 : ends[index - 1];
        return new String(names, start, ends[index] - start, StandardCharsets.ISO_8859_1);
    }

    /** When the link of a tag was last written, in milliseconds since 1970; 0 where there is no usable one. */
    public long modifiedMillis(int index) {
        return modified[index];
    }

    /** Of the link of a tag, see {@link FileState}; 0 where there is no usable one. */
    long fingerprint(int index) {
        return fingerprints[index];
    }
}
