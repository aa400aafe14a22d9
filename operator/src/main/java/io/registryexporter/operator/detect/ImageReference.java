package io.registryexporter.operator.detect;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an image reference: {@code host/path/name:tag@digest}.
 *
 * @param path everything before tag and digest
 * @param tag empty if there is none
 */
record ImageReference(String path, String tag) {
    private static final Set<String> REGISTRIES = Set.of("registry", "distribution", "docker-registry");
    private static final Pattern MAJOR = Pattern.compile("v?([23])(?:[.-].*)?");

    static ImageReference of(String reference) {
        String named = reference.split("@", 2)[0];
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/')
                ? new ImageReference(named.substring(0, colon), named.substring(colon + 1))
                : new ImageReference(named, "");
    }

    /** The last component: a host name such as registry.example.org identifies no registry. */
    private String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean isRegistry() {
        return REGISTRIES.contains(name());
    }

    boolean isExporter() {
        return name().endsWith("registry-exporter") || path.endsWith("registry-exporter/exporter");
    }

    /** 2 or 3, if the tag of a registry image shows the version. */
    Optional<String> registryVersion() {
        Matcher major = MAJOR.matcher(tag);
        return isRegistry() && major.matches() ? Optional.of(major.group(1)) : Optional.empty();
    }
}
