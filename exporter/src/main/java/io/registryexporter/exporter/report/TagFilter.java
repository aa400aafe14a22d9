package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Which tags are listed.
 *
 * @param repository a text that the name of the repository contains, in lower case
 * @param pushedBefore none for tags of every age
 */
public record TagFilter(String repository, Optional<Instant> pushedBefore) {

    /** A filter that admits tags whose last push is longer ago. */
    public static TagFilter of(String repository, Optional<Duration> olderThan, Instant now) {
        return new TagFilter(repository.toLowerCase(Locale.ROOT), olderThan.map(now::minus));
    }

    boolean admits(String name) {
        return repository.isEmpty() || name.toLowerCase(Locale.ROOT).contains(repository);
    }

    boolean admits(Tag tag) {
        return pushedBefore
                .filter(moment -> tag.pushedMillis() >= moment.toEpochMilli())
                .isEmpty();
    }

    /** Whether the last push to a repository is known, and long enough ago. */
    boolean admits(RepositoryLine line) {
        return pushedBefore.isEmpty()
                || line.lastPush()
                        .filter(push -> push.isBefore(pushedBefore.get()))
                        .isPresent();
    }
}
