package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.metrics.SeriesOptions;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options {@code --metrics.*}. */
final class SeriesArguments {
    @Option(
            names = "--metrics.repository-include",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "Series only for repositories whose whole name matches.")
    private Optional<Pattern> repositoryInclude = Optional.empty();

    @Option(
            names = "--metrics.repository-exclude",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "No series for repositories whose whole name matches.")
    private Optional<Pattern> repositoryExclude = Optional.empty();

    @Option(
            names = "--metrics.tag-exclude",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "No series for tags whose whole name matches.")
    private Optional<Pattern> tagExclude = Optional.empty();

    @Option(
            names = "--metrics.per-tag",
            paramLabel = "BOOLEAN",
            arity = "1",
            defaultValue = "true",
            converter = Converters.Flag.class,
            description = "false: no series with a tag label. Default: true")
    private boolean perTag;

    @Option(
            names = "--metrics.max-tags",
            paramLabel = "N",
            defaultValue = "500000",
            converter = Converters.Count.class,
            description =
                    "Tags that get series of their own, the newest pushes first; 0 for no limit." + " Default: 500000")
    private int maxTags;

    @Option(
            names = "--metrics.path-depth",
            paramLabel = "N",
            defaultValue = "1",
            converter = Converters.Count.class,
            description = "How many components of the names of repositories make a path, which has series of its own;"
                    + " 0 for none. Default: 1")
    private int pathDepth;

    SeriesOptions options() {
        return new SeriesOptions(repositoryInclude, repositoryExclude, tagExclude, perTag, maxTags, pathDepth);
    }
}
