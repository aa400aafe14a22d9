package io.registryexporter.exporter.storage;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of repository names as the registry accepts them (R3). */
public final class RepositoryName {
    private static final int MAX_LENGTH = 255;
    private static final String COMPONENT = "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*";
    private static final String DOMAIN_COMPONENT = "[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?";
    private static final String DOMAIN = DOMAIN_COMPONENT + "(?:\\." + DOMAIN_COMPONENT + ")*";

    private static final Pattern FIRST_COMPONENT = Pattern.compile(DOMAIN + "/");
    private static final Pattern NAME = Pattern.compile("(?:" + DOMAIN + "/)?" + COMPONENT + "(?:/" + COMPONENT + ")*");
    private static final Pattern PREFIX =
            Pattern.compile("(?:" + DOMAIN + "|" + COMPONENT + ")(?:/" + COMPONENT + ")*");

    private RepositoryName() {}

    /** Whether a repository can have this name, whichever the registry's version. */
    public static boolean isValid(String name) {
        return isValid(name, RegistryVersion.V2);
    }

    /** Whether a repository of a registry of this version can have this name. */
    public static boolean isValid(String name, RegistryVersion version) {
        return isShortEnough(name, version) && NAME.matcher(name).matches();
    }

    /** Whether repositories can lie below a directory of this name, relative to {@code repositories/}. */
    public static boolean isValidPrefix(String name) {
        return isValidPrefix(name, RegistryVersion.V2);
    }

    /** The same, of a registry of this version. */
    public static boolean isValidPrefix(String name, RegistryVersion version) {
        return isShortEnough(name, version) && PREFIX.matcher(name).matches();
    }

    /** 3.x does not count a first component that may be a domain. */
    private static boolean isShortEnough(String name, RegistryVersion version) {
        Matcher domain = FIRST_COMPONENT.matcher(name);
        int notCounted = version == RegistryVersion.V3 && domain.lookingAt() ? domain.end() : 0;
        return name.length() - notCounted <= MAX_LENGTH;
    }
}
