package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.inventory.Resolved;
import io.registryexporter.exporter.inventory.Resolver;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.ScannedTags;
import io.registryexporter.exporter.storage.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The signatures and other referrers of a repository: by the names of tags, and by the subject of manifests. */
record Referrers(List<Referrer> byTag, List<Referrer> bySubject) {

    /**
     * One of them.
     *
     * @param tag that refers to the other manifest by its name
     * @param digest none if the tag names no manifest
     * @param subject the number of the other manifest
     */
    record Referrer(Optional<String> tag, Optional<Digest> digest, int subject) {}

    static Referrers of(ScannedRepository repository, ScannedStorage scanned) {
        List<Referrer> byTag = new ArrayList<>();
        ScannedTags tags = repository.tags();
        for (int i = 0; i < tags.size(); i++) {
            Optional<Digest> subject = ReferrerTag.subject(tags.names().name(i));
            if (subject.isPresent()) {
                byTag.add(new Referrer(
                        Optional.of(tags.names().name(i)),
                        tags.get(i).link().targetDigest(),
                        scanned.digests().numberOf(subject.get())));
            }
        }
        List<Referrer> bySubject = new ArrayList<>();
        Resolver resolver = new Resolver(repository, scanned.manifests());
        for (ScannedRevision revision : repository.revisions().values()) {
            if (resolver.follow(revision) instanceof Resolved.Found found) {
                OptionalInt subject = found.stored().references().subject();
                if (subject.isPresent()) {
                    bySubject.add(new Referrer(Optional.empty(), Optional.of(revision.digest()), subject.getAsInt()));
                }
            }
        }
        return new Referrers(byTag, bySubject);
    }

    /** The numbers of the manifests that they refer to. */
    Set<Integer> subjects() {
        return all().map(Referrer::subject).collect(Collectors.toSet());
    }

    Stream<Referrer> all() {
        return Stream.concat(byTag.stream(), bySubject.stream());
    }
}
