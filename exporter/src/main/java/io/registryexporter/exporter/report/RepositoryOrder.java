package io.registryexporter.exporter.report;

import java.util.Comparator;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** How repositories are ranked; those that are equal follow by name. */
public enum RepositoryOrder {
    STORED,
    EXCLUSIVE,
    TAGS,
    REVISIONS,
    UNTAGGED,
    UPLOADS,
    BROKEN,
    DAMAGE,
    /** The repository that nobody has pushed to for the longest time comes first; one without a push before all. */
    LAST_PUSH,
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
            case BROKEN -> largest(line -> line.brokenTags().orElse(0));
            case DAMAGE -> largest(RepositoryLine::damage);
            case LAST_PUSH -> Comparator.comparingLong(RepositoryLine::lastPushMillis);
            case NAME -> Comparator.comparing(RepositoryLine::name);
        };
    }

    private static Comparator<RepositoryLine> largest(ToLongFunction<RepositoryLine> figure) {
        return Comparator.comparingLong(figure).reversed();
    }

    /** The value of the option {@code --sort}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
