package io.registryexporter.exporter.storage;

import java.util.regex.Pattern;

/** The grammar of tag names (R6, OCI distribution spec 1.1, "Pulling manifests"). */
public final class TagName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private TagName() {}

    /** Whether a client can push or pull a tag of this name. */
    public static boolean isValid(String name) {
        return NAME.matcher(name).matches();
    }
}
