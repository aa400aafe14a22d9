package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.FileState;
import io.registryexporter.exporter.storage.Link;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.stream.Collectors;

/**
 * The tags of a repository in the order of their names, in some 25 bytes for each plus its name, because a registry may have
 * a million of them. Objects are created on demand. A tag without a sha256 digest is kept as an object.
 */
public final class ScannedTags extends AbstractList<ScannedTag> implements RandomAccess {
    private static final int KEPT = -1;
    private static final FileState NONE = new FileState(0, 0);

    private final DigestTable digests;
    private final TagNames names;
    private final int[] numbers;
    private final long[] fingerprints;
    private final Map<Integer, ScannedTag> kept;

    private ScannedTags(
            DigestTable digests, TagNames names, int[] numbers, long[] fingerprints, Map<Integer, ScannedTag> kept) {
        this.digests = digests;
        this.names = names;
        this.numbers = numbers;
        this.fingerprints = fingerprints;
        this.kept = kept;
    }

    /** The same tags in the order of their names, in less memory. */
    public static ScannedTags of(List<ScannedTag> tags, DigestTable digests) {
        ScannedTag[] sorted = tags.toArray(new ScannedTag[0]);
        Arrays.sort(sorted, Comparator.comparing(ScannedTag::name));
        int[] numbers = new int[sorted.length];
        long[] fingerprints = new long[sorted.length];
        Map<Integer, ScannedTag> kept = new HashMap<>();
        for (int i = 0; i < sorted.length; i++) {
            fingerprints[i] = state(sorted[i]).fingerprint();
            if (isPlain(sorted[i])) {
                numbers[i] = digests.numberOf(((Link.Target) sorted[i].link()).digest());
            } else {
                numbers[i] = KEPT;
                kept.put(i, sorted[i]);
            }
        }
        return new ScannedTags(digests, names(sorted, kept), numbers, fingerprints, Map.copyOf(kept));
    }

    /** Some of these tags. */
    ScannedTags only(List<ScannedTag> tags) {
        return of(tags, digests);
    }

    private static TagNames names(ScannedTag[] sorted, Map<Integer, ScannedTag> kept) {
        StringBuilder names = new StringBuilder();
        int[] ends = new int[sorted.length];
        long[] modified = new long[sorted.length];
        for (int i = 0; i < sorted.length; i++) {
            names.append(kept.containsKey(i) ? "" : sorted[i].name());
            ends[i] = names.length();
            modified[i] = state(sorted[i]).modifiedMillis();
        }
        return new TagNames(
                names.toString().getBytes(StandardCharsets.ISO_8859_1),
                ends,
                modified,
                kept.entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                Map.Entry::getKey, tag -> tag.getValue().name())));
    }

    private static FileState state(ScannedTag tag) {
        return tag.link() instanceof Link.Target target ? target.state() : NONE;
    }

    private static boolean isPlain(ScannedTag tag) {
        return tag.validName() && tag.link() instanceof Link.Target target && target.digest() instanceof Digest.Sha256;
    }

    @Override
    public ScannedTag get(int index) {
        return numbers[index] == KEPT
                ? kept.get(index)
                : new ScannedTag(
                        names.name(index),
                        new Link.Target(
                                digests.sha256(numbers[index]),
                                new FileState(fingerprints[index], names.modifiedMillis(index))),
                        true);
    }

    @Override
    public int size() {
        return numbers.length;
    }

    /** Their names, which refer to nothing else of the scan. */
    public TagNames names() {
        return names;
    }

    /** The fingerprint of the link of a tag, see {@link FileState}; 0 if the tag has no usable link. */
    public long fingerprint(int index) {
        return fingerprints[index];
    }
}
