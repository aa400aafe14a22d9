package io.registryexporter.exporter.report;

import java.util.Comparator;
import java.util.Locale;

/** The order of tags; equal ones follow by repository and name, and unknown figures count as zero. */
public enum TagOrder {
    /** The largest declared size comes first. */
    SIZE,
    /** The tag that holds most alone comes first. */
    EXCLUSIVE,
    /** The tag whose last push is the longest ago comes first. */
    PUSHED,
    NAME;

    Comparator<TagLine> comparator() {
        return first().thenComparing(TagLine::repository).thenComparing(TagLine::name);
    }

    private Comparator<TagLine> first() {
        return switch (this) {
            case SIZE -> Comparator.comparingLong(TagLine::bytes).reversed();
            case EXCLUSIVE ->
                Comparator.<TagLine>comparingLong(tag -> tag.exclusive().orElse(0))
                        .reversed();
            case PUSHED -> Comparator.comparing(TagLine::pushed);
            case NAME -> Comparator.comparing(TagLine::repository);
        };
    }

    /** The name in requests. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
