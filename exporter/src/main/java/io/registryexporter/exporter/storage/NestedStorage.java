package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A storage in the v2 directory of another: somebody set a registry's rootdirectory to the v2 directory of another
 * registry. The exporter cannot know which of the two PATH means.
 *
 * @param outerIsUsed whether the outer storage has content of its own
 */
record NestedStorage(Path outer, Path inner, boolean outerIsUsed) {

    /**
     * Looks into the v2 directory, and checks whether the root is a v2 directory itself. An unused v2 directory as the root
     * does not count: it is the rootdirectory of the inner storage.
     */
    static Optional<NestedStorage> find(Path root, Path v2) {
        return in(v2).or(() -> in(root).filter(nested -> nested.outerIsUsed() && isV2(root)));
    }

    /** What was found, and which PATH to give. */
    String problem() {
        String cause =
                "The registry's rootdirectory was set to the docker/registry/v2 of another. Give " + inner + " as PATH";
        return outerIsUsed
                ? inner + " is a storage in the storage " + outer + ". " + cause
                        + ", or move it elsewhere if the outer one is meant."
                : outer + " holds nothing but another storage, " + inner + ". " + cause + ".";
    }

    private static Optional<NestedStorage> in(Path outer) {
        Path inner = outer.resolve(Layout.BELOW_ROOT);
        boolean nested = parts(inner).anyMatch(Files::isDirectory) && !isSame(outer, inner);
        return nested ? Optional.of(new NestedStorage(outer, inner, isUsed(outer, inner))) : Optional.empty();
    }

    /** A rootdirectory may have a foreign directory {@code repositories} or {@code blobs}. */
    private static boolean isV2(Path root) {
        return Layout.rootdirectory(root).isPresent()
                || Files.isDirectory(root.resolve(Layout.BLOBS).resolve("sha256"));
    }

    private static boolean isUsed(Path outer, Path inner) {
        return parts(outer).anyMatch(part -> !isSame(part, inner.resolve(part.getFileName())) && hasEntries(part));
    }

    private static Stream<Path> parts(Path v2) {
        return Stream.of(v2.resolve(Layout.REPOSITORIES), v2.resolve(Layout.BLOBS));
    }

    /** Several symbolic links may lead to the same storage. */
    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean hasEntries(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            return entries.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
    }
}
