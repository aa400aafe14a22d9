package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.FileState;
import io.registryexporter.exporter.storage.Link;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The revisions of a repository by the digest of their directory, in 20 bytes for each. Objects are created on demand. A
 * revision that does not link to its own sha256 digest is kept as an object.
 */
public final class ScannedRevisions extends AbstractMap<Digest, ScannedRevision> {
    private final DigestTable digests;
    private final int[] numbers;
    private final long[] fingerprints;
    private final long[] modified;
    private final Map<Digest, ScannedRevision> kept;

    private ScannedRevisions(DigestTable digests, int[] numbers, Map<Digest, ScannedRevision> kept) {
        this.kept = kept;
        this.digests = digests;
        this.numbers = numbers;
        this.fingerprints = new long[numbers.length];
        this.modified = new long[numbers.length];
    }

    /** The same revisions, in less memory. */
    public static ScannedRevisions of(Map<Digest, ScannedRevision> revisions, DigestTable digests) {
        int[] numbers = revisions.values().stream()
                .filter(ScannedRevisions::isPlain)
                .mapToInt(revision -> digests.numberOf(revision.digest()))
                .sorted()
                .toArray();
        Map<Digest, ScannedRevision> kept = revisions.values().stream()
                .filter(revision -> !isPlain(revision))
                .collect(Collectors.toUnmodifiableMap(ScannedRevision::digest, Function.identity()));
        ScannedRevisions compact = new ScannedRevisions(digests, numbers, kept);
        revisions.values().stream().filter(ScannedRevisions::isPlain).forEach(compact::put);
        return compact;
    }

    private void put(ScannedRevision revision) {
        int at = Arrays.binarySearch(numbers, digests.numberOf(revision.digest()));
        FileState state = ((Link.Target) revision.link()).state();
        fingerprints[at] = state.fingerprint();
        modified[at] = state.modifiedMillis();
    }

    private static boolean isPlain(ScannedRevision revision) {
        return revision.listed()
                && revision.digest() instanceof Digest.Sha256
                && revision.link() instanceof Link.Target target
                && target.digest().equals(revision.digest());
    }

    private ScannedRevision plain(int at) {
        Digest digest = digests.sha256(numbers[at]);
        return new ScannedRevision(
                digest, new Link.Target(digest, new FileState(fingerprints[at], modified[at])), true);
    }

    private int find(Object key) {
        OptionalInt number = key instanceof Digest.Sha256 digest ? digests.find(digest) : OptionalInt.empty();
        return number.isPresent() ? Arrays.binarySearch(numbers, number.getAsInt()) : -1;
    }

    @Override
    public boolean containsKey(Object key) {
        return find(key) >= 0 || kept.containsKey(key);
    }

    @Override
    @SuppressWarnings("NullAway") // as Map requires
    public ScannedRevision get(Object key) {
        int at = find(key);
        return at >= 0 ? plain(at) : kept.get(key);
    }

    @Override
    public int size() {
        return numbers.length + kept.size();
    }

    @Override
    public Set<Entry<Digest, ScannedRevision>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<Digest, ScannedRevision>> iterator() {
                return Stream.concat(
                                IntStream.range(0, numbers.length).mapToObj(ScannedRevisions.this::plain),
                                kept.values().stream())
                        .map(revision -> Map.entry(revision.digest(), revision))
                        .iterator();
            }

            @Override
            public int size() {
                return ScannedRevisions.this.size();
            }
        };
    }
}
