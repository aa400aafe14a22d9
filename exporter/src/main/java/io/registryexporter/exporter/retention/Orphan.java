package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A signature or another referrer whose image no repository has any more.
 *
 * @param tag that refers to the image by its name; none for a manifest that does so by its subject
 * @param digest of the referrer; none if its tag names no manifest
 * @param subject the image that is gone
 */
public record Orphan(String repository, Optional<String> tag, Optional<Digest> digest, Digest subject) {

    private record Found(String repository, Referrers referrers) {}

    /**
     * All orphans, in the order of the repositories; none if some repositories or manifests are not known, or in a
     * pull-through cache, which fetches an image that is not there (R31). An image counts
     * as there if any repository has its revision, because cosign can keep signatures in another repository.
     */
    public static Optional<List<Orphan>> of(ScannedStorage scanned, Inventory inventory) {
        if (!inventory.isComplete()
                || !inventory.isCollectable()
                || inventory.storage().surroundings().pullThroughCache()) {
            return Optional.empty();
        }
        List<Found> found = IntStream.range(0, scanned.repositories().size())
                .parallel()
                .mapToObj(i -> scanned.repositories().get(i))
                .map(repository -> new Found(repository.name(), Referrers.of(repository, scanned)))
                .filter(repository -> repository.referrers().all().findAny().isPresent())
                .toList();
        Set<Integer> gone = gone(scanned, found);
        return Optional.of(found.stream()
                .flatMap(repository -> of(repository, gone, scanned.digests()).stream())
                .toList());
    }

    private static Set<Integer> gone(ScannedStorage scanned, List<Found> found) {
        Set<Integer> subjects = found.stream()
                .flatMap(repository -> repository.referrers().subjects().stream())
                .collect(Collectors.toCollection(HashSet::new));
        if (!subjects.isEmpty()) {
            for (ScannedRepository repository : scanned.repositories()) {
                for (Digest digest : repository.revisions().keySet()) {
                    scanned.digests().find(digest).ifPresent(subjects::remove);
                }
            }
        }
        return subjects;
    }

    /** A manifest that a tag of the same subject names is listed by the tag alone. */
    private static List<Orphan> of(Found found, Set<Integer> gone, DigestTable digests) {
        Set<Referrers.Referrer> tagged = found.referrers().byTag().stream()
                .map(one -> new Referrers.Referrer(Optional.empty(), one.digest(), one.subject()))
                .collect(Collectors.toSet());
        return found.referrers()
                .all()
                .filter(one -> gone.contains(one.subject()) && !tagged.contains(one))
                .map(one -> new Orphan(found.repository(), one.tag(), one.digest(), digests.digest(one.subject())))
                .sorted(Comparator.comparing((Orphan one) -> one.tag().orElse(""))
                        .thenComparing(one -> one.digest().map(Digest::toString).orElse("")))
                .toList();
    }
}
