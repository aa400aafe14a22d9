package io.registryexporter.exporter.storage;

import java.util.regex.Pattern;

/** The grammar of repository names as the registry accepts them (R3). */
public final class RepositoryName {
    private static final int MAX_LENGTH = 255;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
    private static final String DOMAIN_COMPONENT = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String DOMAIN = DOMAIN_COMPONENT + "(?:\\." + DOMAIN_COMPONENT + ")*";

    private static final Pattern NAME = Pattern.compile("(?:" + DOMAIN + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final Pattern PREFIX =
            Pattern.compile("(?:" + DOMAIN + "|" + COMPONENT + ")(?:/" + COMPONENT + ")*");

    private RepositoryName() {}

    /** Whether a repository can have this name. */
    public static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && NAME.matcher(name).matches();
    }

    /** Whether repositories can lie below a directory of this name, relative to {@code repositories/}. */
    public static boolean isValidPrefix(String name) {
        return name.length() <= MAX_LENGTH && PREFIX.matcher(name).matches();
    }
}
