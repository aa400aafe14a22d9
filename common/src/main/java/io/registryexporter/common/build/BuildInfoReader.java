package io.registryexporter.common.build;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Reads version and revision from the manifest of the jar that a class is in. */
public final class BuildInfoReader {
    private static final String UNKNOWN = "unknown";

    private BuildInfoReader() {}

    /** Outside a jar, as in a test, version and revision are {@code unknown}. */
    public static BuildInfo read(Class<?> inJar) {
        Optional<Attributes> manifest = manifest(inJar);
        return new BuildInfo(
                attribute(manifest, "Implementation-Version"),
                attribute(manifest, "Implementation-Revision"),
                Runtime.version().toString());
    }

    private static String attribute(Optional<Attributes> manifest, String name) {
        // Built outside a git checkout, the manifest still holds the placeholder.
        return manifest.map(attributes -> attributes.getValue(name))
                .filter(value -> !value.startsWith("${"))
                .orElse(UNKNOWN);
    }

    private static Optional<Attributes> manifest(Class<?> inJar) {
        try {
            Path location = Path.of(
                    inJar.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!Files.isRegularFile(location)) {
                return Optional.empty();
            }
            try (JarFile jar = new JarFile(location.toFile())) {
                return Optional.ofNullable(jar.getManifest()).map(Manifest::getMainAttributes);
            }
        } catch (IOException | URISyntaxException e) {
            return Optional.empty();
        }
    }
}
