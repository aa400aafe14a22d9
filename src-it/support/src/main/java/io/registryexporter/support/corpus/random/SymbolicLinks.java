package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Symbolic links to anything in the storage: in the place of what is there, or beside it. */
final class SymbolicLinks implements Misfortune {
    private static final List<String> NAMES = List.of(
            "x",
            "link",
            "data",
            "a",
            "zz",
            "_x",
            "_layers",
            "_manifests",
            "_uploads",
            "UPPER",
            "x y",
            ".nfs01",
            "v9",
            "current",
            "sha256",
            "sha512");

    private final Choice choice;

    SymbolicLinks(Choice choice) {
        this.choice = choice;
    }

    @Override
    public Optional<String> befall(Path path) throws IOException {
        Optional<Path> other = choice.random().nextBoolean() ? choice.directoryLike(path, path) : choice.path();
        if (other.isPresent() && choice.random().nextInt(3) == 0) {
            return Optional.of("replaced by " + replace(path, other.get()));
        }
        Path directory = Trees.isDirectory(path) ? path : path.getParent();
        Path link = directory.resolve(choice.of(NAMES));
        return Trees.exists(link) ? Optional.empty() : Optional.of("near it: " + link + ", " + beside(link, other));
    }

    private static String replace(Path path, Path target) throws IOException {
        Trees.delete(path);
        return link(path, wayTo(target, path));
    }

    private String beside(Path link, Optional<Path> other) throws IOException {
        Path target = switch (choice.random().nextInt(6)) {
            case 0 -> link.getFileName();
            case 1 -> Path.of(".");
            case 2 -> Path.of("..");
            case 3 -> Path.of("nowhere");
            default -> other.map(there -> wayTo(there, link)).orElse(Path.of("nothing"));
        };
        return link(link, target);
    }

    private static String link(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target);
        return "a symbolic link to " + target;
    }

    private static Path wayTo(Path target, Path link) {
        Path way = link.getParent().relativize(target);
        return way.toString().isEmpty() ? Path.of(".") : way;
    }
}
