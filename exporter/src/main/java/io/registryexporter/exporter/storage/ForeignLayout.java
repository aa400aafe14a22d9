package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Directories that contain images and have entries of the same names as a storage, but are not a storage. An entry that
 * cannot be read counts as absent here; the scan reports it.
 */
enum ForeignLayout {
    /** {@code images/<id>/json} and {@code repositories/<namespace>/<name>/tag_<tag>}, and never {@code blobs}. */
    REGISTRY_V1("a storage of registry v1 (docker-registry 0.x), which registry 2 and 3 cannot read either:"
            + " push its images to one of them") {
        @Override
        boolean fits(Path directory) {
            Path repositories = directory.resolve(Layout.REPOSITORIES);
            return Files.isDirectory(repositories)
                    && !Files.exists(directory.resolve(Layout.BLOBS))
                    && (some(directory.resolve("images")).stream().anyMatch(ForeignLayout::isImage)
                            || some(repositories).stream()
                                    .flatMap(namespace -> some(namespace).stream())
                                    .anyMatch(ForeignLayout::isRepository));
        }
    },

    /** {@code oci-layout}, {@code index.json} and {@code blobs}, as skopeo and {@code docker save} write them. */
    OCI_IMAGE_LAYOUT("an OCI image layout, not a registry's storage: push its images to a registry") {
        @Override
        boolean fits(Path directory) {
            // Beside the repositories of a registry, somebody has left the file there.
            return Files.isRegularFile(directory.resolve("oci-layout"))
                    && (Files.exists(directory.resolve("index.json")) || Files.exists(directory.resolve(Layout.BLOBS)))
                    && !Files.isDirectory(directory.resolve(Layout.REPOSITORIES));
        }
    };

    /** Every scan begins with this check, so it reads a few entries only. */
    private static final int SOME = 16;

    private static final Pattern IMAGE_ID = Pattern.compile("[0-9a-f]{64}");

    private final String text;

    ForeignLayout(String text) {
        this.text = text;
    }

    abstract boolean fits(Path directory);

    /** What the directory is, if its layout is known and foreign. */
    static Optional<ForeignLayout> of(Path directory) {
        for (ForeignLayout layout : values()) {
            if (layout.fits(directory)) {
                return Optional.of(layout);
            }
        }
        return Optional.empty();
    }

    /** A sentence about the first entry of the directory that has a foreign layout. */
    static Optional<String> describeIn(Path directory) {
        return some(directory).stream()
                .flatMap(child ->
                        of(child).map(layout -> new Layout(directory).describe(child) + " in it is " + layout).stream())
                .findFirst();
    }

    /** What the directory is, and what to do with it. */
    @Override
    public String toString() {
        return text;
    }

    private static boolean isImage(Path directory) {
        return IMAGE_ID.matcher(name(directory)).matches()
                && (Files.isRegularFile(directory.resolve("json"))
                        || Files.isRegularFile(directory.resolve("layer"))
                        || Files.isRegularFile(directory.resolve("ancestry")));
    }

    /** Files and no directories: {@code tag_x} may be a component of a name in a storage. */
    private static boolean isRepository(Path directory) {
        return Files.isRegularFile(directory.resolve("_index_images"))
                || some(directory).stream()
                        .anyMatch(entry -> name(entry).startsWith("tag_") && Files.isRegularFile(entry));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private static List<Path> some(Path directory) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            for (Path entry : stream) {
                entries.add(entry);
                if (entries.size() == SOME) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return entries;
    }
}
