package io.registryexporter.exporter.retention;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which tags a rule is for. Every pattern has to match a whole name; without a pattern all names are selected.
 *
 * @param repository the repositories
 * @param repositoryExclude the repositories that are left alone
 * @param tag the tags
 * @param tagExclude the tags that are left alone
 */
public record TagPatterns(
        Optional<Pattern> repository,
        Optional<Pattern> repositoryExclude,
        Optional<Pattern> tag,
        Optional<Pattern> tagExclude) {
    /** Selects every tag. */
    public static final TagPatterns ALL =
            new TagPatterns(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Whether the rule is for tags of this repository. */
    public boolean selectsRepository(String name) {
        return selects(repository, repositoryExclude, name);
    }

    /** Whether the rule is for tags of this name. */
    public boolean selectsTag(String name) {
        return selects(tag, tagExclude, name);
    }

    /** Whether nothing may delete tags of this name. */
    boolean excludesTag(String name) {
        return tagExclude.isPresent() && matches(tagExclude.get(), name);
    }

    private static boolean selects(Optional<Pattern> included, Optional<Pattern> excluded, String name) {
        return (included.isEmpty() || matches(included.get(), name))
                && (excluded.isEmpty() || !matches(excluded.get(), name));
    }

    private static boolean matches(Pattern pattern, String name) {
        return pattern.matcher(name).matches();
    }
}
