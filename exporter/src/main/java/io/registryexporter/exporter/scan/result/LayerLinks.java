package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.FileState;
import io.registryexporter.exporter.storage.Link;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The links of {@code _layers} of a repository, by which the registry serves its configs and layers (R27). A plain link,
 * which names the digest of its directory, takes four bytes.
 */
public final class LayerLinks {
    private static final FileState ANY = new FileState(0, 0);

    private final DigestTable digests;
    private final int[] plain;
    private final Map<Integer, Link> others;
    private final LinkDirectory directory;
    private final List<Damage> damages;

    private LayerLinks(
            DigestTable digests,
            int[] plain,
            Map<Integer, Link> others,
            LinkDirectory directory,
            List<Damage> damages) {
        this.digests = digests;
        this.plain = plain;
        this.others = others;
        this.directory = directory;
        this.damages = damages;
    }

    /**
     * The links of a repository, in less memory.
     *
     * @param links by the digest of their directory
     * @param directory what else is in {@code _layers}
     * @param damages strays in {@code _layers}, and entries that a walk cannot pass
     */
    public static LayerLinks of(
            Map<Digest, Link> links, LinkDirectory directory, List<Damage> damages, DigestTable digests) {
        int[] plain = new int[links.size()];
        int count = 0;
        Map<Integer, Link> others = new HashMap<>();
        for (Map.Entry<Digest, Link> entry : links.entrySet()) {
            int number = digests.numberOf(entry.getKey());
            if (entry.getValue().names(entry.getKey())) {
                plain[count++] = number;
            } else if (!(entry.getValue() instanceof Link.Absent)) {
                others.put(number, entry.getValue());
            }
        }
        int[] sorted = Arrays.copyOf(plain, count);
        Arrays.sort(sorted);
        return new LayerLinks(digests, sorted, Map.copyOf(others), directory, damages);
    }

    /** Whether the repository has a plain link for the digest with this number. */
    public boolean isPlain(int number) {
        return Arrays.binarySearch(plain, number) >= 0;
    }

    /** The link of the digest with this number. */
    public Link get(int number) {
        if (isPlain(number)) {
            return new Link.Target(digests.digest(number), ANY);
        }
        Link other = others.get(number);
        return other != null
                ? other
                : directory
                        .fault(digests.digest(number).algorithm())
                        .<Link>map(Link.Faulty::new)
                        .orElseGet(Link.Absent::new);
    }

    /** The numbers of the digests whose links cannot be used. */
    public IntStream unusable() {
        return others.entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Link.Target))
                .mapToInt(Map.Entry::getKey);
    }

    /** The number of the digest that the link of a digest names: that of the stored blob (R12). */
    public OptionalInt target(int number) {
        if (isPlain(number)) {
            return OptionalInt.of(number);
        }
        return others.get(number) instanceof Link.Target target
                ? OptionalInt.of(digests.numberOf(target.digest()))
                : OptionalInt.empty();
    }

    /** The numbers of the digests that have plain links. */
    public IntStream plain() {
        return IntStream.of(plain);
    }

    /** The numbers of the digests that the other links name, also links in odd places. */
    public IntStream namedByOthers() {
        return Stream.concat(others.values().stream(), odd().stream().map(OddLink::link))
                .filter(Link.Target.class::isInstance)
                .mapToInt(link -> digests.numberOf(((Link.Target) link).digest()));
    }

    /** The links that are not plain, by the digest of their directory. */
    public Map<Digest, Link> others() {
        Map<Digest, Link> byDigest = new HashMap<>();
        others.forEach((number, link) -> byDigest.put(digests.digest(number), link));
        return byDigest;
    }

    /** Why the directory, or that of an algorithm, could not be listed; the name is empty for {@code _layers} itself. */
    public Map<String, DamageReason> faults() {
        return directory.faults();
    }

    /** The links at other places below {@code _layers}. */
    public List<OddLink> odd() {
        return directory.odd();
    }

    /** Strays among them, and entries that a walk cannot pass. */
    public List<Damage> damages() {
        return damages;
    }

    /** Whether the repository has {@code _layers}. */
    public boolean isThere() {
        return directory.there();
    }
}
