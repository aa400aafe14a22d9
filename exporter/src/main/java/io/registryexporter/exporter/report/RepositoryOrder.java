package io.registryexporter.exporter.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/** The order of repositories; equal ones follow by name, and unknown figures count as zero. */
public enum RepositoryOrder {
    STORED,
    EXCLUSIVE,
    TAGS,
    REVISIONS,
    UNTAGGED,
    UPLOADS,
    BROKEN,
    DAMAGE,
    /** The repository with the oldest last push comes first; repositories without a push come before all others. */
    LAST_PUSH,
    /** The same, and the tags that are listed are the oldest ones. */
    PUSHED,
    NAME;

    Comparator<RepositoryLine> comparator() {
        return first().thenComparing(RepositoryLine::name);
    }

    private Comparator<RepositoryLine> first() {
        return switch (this) {
            case STORED -> largest(RepositoryLine::storedBytes);
            case EXCLUSIVE -> largest(RepositoryLine::exclusiveBytes);
            case TAGS -> largest(RepositoryLine::tags);
            case REVISIONS -> largest(RepositoryLine::revisions);
            case UNTAGGED -> largest(RepositoryLine::untaggedRevisions);
            case UPLOADS -> largest(RepositoryLine::uploadBytes);
            case BROKEN -> largest(RepositoryLine::brokenTags);
            case DAMAGE -> Comparator.comparingLong(RepositoryLine::damage).reversed();
            case LAST_PUSH, PUSHED -> Comparator.comparingLong(RepositoryLine::lastPushMillis);
            case NAME -> Comparator.comparing(RepositoryLine::name);
        };
    }

    private static Comparator<RepositoryLine> largest(Function<RepositoryLine, OptionalLong> figure) {
        return Comparator.<RepositoryLine>comparingLong(
                        line -> figure.apply(line).orElse(0))
                .reversed();
    }

    /** The value of the option {@code --sort}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
