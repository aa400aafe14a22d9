package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an image reference: {@code host/path/name:tag@digest}.
 *
 * @param path everything before tag and digest
 * @param tag empty if there is none
 */
record ImageReference(String path, String tag) {
    private static final Pattern MAJOR = Pattern.compile("v?([23])(?:[.-].*)?");

    /** Each Harbor from 1.1 to 2.15 carries distribution 2.x, by REGISTRY_SRC_TAG of its Makefile. */
    private static final Pattern HARBOR_WITH_2 = Pattern.compile("v?(?:1\\.[0-9]+|2\\.(?:[0-9]|1[0-5]))(?:[.-].*)?");

    /** They build harbor-registry from distribution 3.x, with Harbor's version as the tag. */
    private static final Pattern OTHER_BUILDS = Pattern.compile(".*(cgr\\.dev|chainguard|wolfi).*");

    static ImageReference of(String reference) {
        String named = reference.split("@", 2)[0];
        int colon = named.lastIndexOf(':');
        return colon > named.lastIndexOf('/')
                ? new ImageReference(named.substring(0, colon), named.substring(colon + 1))
                : new ImageReference(named, "");
    }

    static ImageReference of(Container container) {
        return of(Objects.requireNonNullElse(container.getImage(), ""));
    }

    /** The last component: a host name such as registry.example.org identifies no registry. */
    private String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    ImageKind kind() {
        return ImageKind.of(name());
    }

    boolean isRegistry() {
        return kind() == ImageKind.REGISTRY || kind() == ImageKind.HARBOR;
    }

    /** Whether the image is one of distribution: the tag is its version, and the configuration in it is known. */
    boolean isPlain() {
        return kind() == ImageKind.REGISTRY && ImageKind.isPlain(name());
    }

    boolean isExporter() {
        return name().endsWith("registry-exporter") || path.endsWith("registry-exporter/exporter");
    }

    /** The major version of distribution, 2 or 3, if the tag of a registry image shows it. */
    Optional<String> registryVersion() {
        return switch (kind()) {
            case REGISTRY -> isPlain() ? ownVersion() : Optional.empty();
            case HARBOR -> harborVersion();
            default -> Optional.empty();
        };
    }

    private Optional<String> ownVersion() {
        Matcher major = MAJOR.matcher(tag);
        return major.matches() ? Optional.of(major.group(1)) : Optional.empty();
    }

    private Optional<String> harborVersion() {
        return HARBOR_WITH_2.matcher(tag).matches()
                        && !OTHER_BUILDS.matcher(path).matches()
                ? Optional.of("2")
                : Optional.empty();
    }
}
