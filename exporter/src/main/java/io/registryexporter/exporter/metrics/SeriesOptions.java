package io.registryexporter.exporter.metrics;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which repositories, paths and tags get series of their own. Totals always count everything.
 *
 * @param repositoryInclude only repositories whose whole name matches
 * @param repositoryExclude no repositories whose whole name matches
 * @param tagExclude no tags whose whole name matches
 * @param perTag whether there are series with the label {@code tag} at all
 * @param maxTags how many tags get series, the newest pushes first; 0 for no limit
 * @param pathDepth how many components of a repository's name make its path; 0 for no series of paths
 */
public record SeriesOptions(
        Optional<Pattern> repositoryInclude,
        Optional<Pattern> repositoryExclude,
        Optional<Pattern> tagExclude,
        boolean perTag,
        int maxTags,
        int pathDepth) {

    /** Series for everything. */
    public static SeriesOptions everything() {
        return new SeriesOptions(Optional.empty(), Optional.empty(), Optional.empty(), true, 0, 1);
    }

    boolean hasRepository(String name) {
        return repositoryInclude.map(pattern -> pattern.matcher(name).matches()).orElse(true)
                && !repositoryExclude
                        .map(pattern -> pattern.matcher(name).matches())
                        .orElse(false);
    }

    boolean hasTag(String name) {
        return perTag
                && !tagExclude.map(pattern -> pattern.matcher(name).matches()).orElse(false);
    }
}
