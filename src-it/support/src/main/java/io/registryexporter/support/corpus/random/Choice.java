package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Chooses among what lies in a storage; the places that matter more often than those that are many. */
final class Choice {
    private final Random random;
    private final Path v2;

    Choice(Random random, Path v2) {
        this.random = random;
        this.v2 = v2;
    }

    Random random() {
        return random;
    }

    /** Any path from {@code blobs} and {@code repositories} downwards. */
    Optional<Path> path() throws IOException {
        List<Path> paths = paths();
        Set<String> revisions = revisions(paths);
        Path blobs = v2.resolve("blobs");
        Path repositories = v2.resolve("repositories");
        int dice = random.nextInt(100);
        if (dice < 28) {
            return one(paths, path -> path.endsWith("link") && path.toString().contains("/_manifests/"));
        } else if (dice < 38) {
            return one(paths, path -> path.endsWith("link") && path.toString().contains("/_layers/"));
        } else if (dice < 50) {
            return one(
                    paths,
                    path -> path.endsWith("data")
                            && revisions.contains(path.getParent().getFileName().toString()));
        } else if (dice < 58) {
            return one(paths, path -> path.endsWith("data") && path.startsWith(blobs));
        } else if (dice < 88) {
            return one(paths, path -> path.startsWith(repositories) && isDirectory(path, repositories));
        } else if (dice < 98) {
            return one(paths, path -> path.startsWith(blobs) && isDirectory(path, blobs));
        }
        return one(paths, path -> true);
    }

    private boolean isDirectory(Path path, Path but) {
        return Trees.isDirectory(path) && !path.equals(but);
    }

    /** A directory that is not below another path. */
    Optional<Path> directory(Path outside) throws IOException {
        return one(paths(), path -> Trees.isDirectory(path) && !path.startsWith(outside));
    }

    /** A directory of the same name as this one's, or as deep in the storage. */
    Optional<Path> directoryLike(Path directory, Path outside) throws IOException {
        return one(
                paths(),
                path -> Trees.isDirectory(path)
                        && !path.equals(directory)
                        && !path.startsWith(outside)
                        && (path.endsWith(directory.getFileName()) || path.getNameCount() == directory.getNameCount()));
    }

    /** The digest of a blob that is there. */
    Optional<String> digest() throws IOException {
        return one(paths(), path -> path.endsWith("data") && path.startsWith(v2.resolve("blobs")))
                .map(data -> "sha256:" + data.getParent().getFileName());
    }

    /** The data of a blob that a revision is called after. */
    Optional<Path> manifest() throws IOException {
        List<Path> paths = paths();
        Set<String> revisions = revisions(paths);
        return one(
                paths,
                path -> path.endsWith("data")
                        && Files.isRegularFile(path)
                        && revisions.contains(path.getParent().getFileName().toString()));
    }

    private static Set<String> revisions(List<Path> paths) {
        return paths.stream()
                .filter(path -> path.toString().contains("/revisions/"))
                .map(path -> path.getFileName().toString())
                .collect(Collectors.toSet());
    }

    <T> T of(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private Optional<Path> one(List<Path> paths, Predicate<Path> wanted) {
        List<Path> found = paths.stream().filter(wanted).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(of(found));
    }

    private List<Path> paths() throws IOException {
        return Trees.all(v2).stream().filter(path -> !path.equals(v2)).toList();
    }
}
