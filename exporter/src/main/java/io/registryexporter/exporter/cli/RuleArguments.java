package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.exporter.retention.RetentionRule;
import io.registryexporter.exporter.retention.TagPatterns;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that make a retention rule. */
final class RuleArguments {
    private static final String KEEP_LAST = "--keep-last";
    private static final String OLDER_THAN = "--older-than";

    @Option(
            names = KEEP_LAST,
            paramLabel = "N",
            converter = Converters.Positive.class,
            description = "Lets no tag go that is one of the newest N selected ones of its repository.")
    private Optional<Integer> keepLast = Optional.empty();

    @Option(
            names = OLDER_THAN,
            paramLabel = "DURATION",
            converter = Converters.Age.class,
            description =
                    "Lets only tags go that were pushed longer ago, such as 90d. At least one of the two is needed;"
                            + " with both, a tag goes where both let it go.")
    private Optional<Duration> olderThan = Optional.empty();

    @Option(
            names = "--repository",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "Only repositories whose whole name matches.")
    private Optional<Pattern> repository = Optional.empty();

    @Option(
            names = "--repository-exclude",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "No repositories whose whole name matches.")
    private Optional<Pattern> repositoryExclude = Optional.empty();

    @Option(
            names = "--tag",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "Only tags whose whole name matches.")
    private Optional<Pattern> tag = Optional.empty();

    @Option(
            names = "--tag-exclude",
            paramLabel = "REGEX",
            converter = Converters.Regex.class,
            description = "No tags whose whole name matches.")
    private Optional<Pattern> tagExclude = Optional.empty();

    @Option(
            names = "--with-referrers",
            fallbackValue = "true",
            defaultValue = "false",
            converter = Converters.Flag.class,
            description = "Signatures, SBOMs and other referrers go with their image.")
    private boolean withReferrers;

    /** The rule. */
    RetentionRule rule() {
        if (keepLast.isEmpty() && olderThan.isEmpty()) {
            throw new UnusableException(KEEP_LAST + " or " + OLDER_THAN
                    + " is missing: without a rule nothing goes. See registry-exporter preview --help.");
        }
        return new RetentionRule(
                keepLast.map(OptionalInt::of).orElseGet(OptionalInt::empty),
                olderThan,
                new TagPatterns(repository, repositoryExclude, tag, tagExclude),
                withReferrers);
    }
}
