package io.registryexporter.it.exporter;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Looks for what may be repositories; whether they are, the registry decides. */
final class RepositoryNames extends SimpleFileVisitor<Path> {
    /** A link may lead up, to a directory that is not above it by its own name. */
    private static final int DEPTH = 12;

    private final Path repositories;
    private final List<String> names = new ArrayList<>();

    private RepositoryNames(Path repositories) {
        this.repositories = repositories;
    }

    static List<String> below(Path repositories) throws IOException {
        RepositoryNames found = new RepositoryNames(repositories);
        Files.walkFileTree(repositories, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, found);
        return found.names;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
        if (directory.equals(repositories)) {
            return FileVisitResult.CONTINUE;
        }
        if (directory.getFileName().toString().startsWith("_")) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        if (Files.exists(directory.resolve("_manifests"))) {
            names.add(repositories.relativize(directory).toString());
        }
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException loopOrGone) {
        return FileVisitResult.CONTINUE;
    }
}
