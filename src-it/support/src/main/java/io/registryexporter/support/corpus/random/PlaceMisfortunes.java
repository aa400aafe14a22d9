package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens to a file or directory as a whole: it goes, gets another name, is copied, becomes something else. */
final class PlaceMisfortunes implements Misfortune {
    private final Choice choice;

    PlaceMisfortunes(Choice choice) {
        this.choice = choice;
    }

    @Override
    public Optional<String> befall(Path path) throws IOException {
        return switch (choice.random().nextInt(10)) {
            case 0, 1 -> remove(path);
            case 2 -> move(path, path.resolveSibling(otherName(path)), "renamed");
            case 3 -> {
                Optional<Path> parent = choice.directoryLike(path.getParent(), path);
                yield parent.isEmpty()
                        ? Optional.empty()
                        : move(path, parent.get().resolve(path.getFileName()), "moved");
            }
            case 4, 5 -> copy(path, path.resolveSibling(otherName(path)));
            case 6 -> {
                Optional<Path> parent = choice.random().nextBoolean()
                        ? choice.directory(path)
                        : choice.directoryLike(path.getParent(), path);
                yield parent.isEmpty()
                        ? Optional.empty()
                        : copy(path, parent.get().resolve(path.getFileName()));
            }
            case 7, 8 -> otherKind(path);
            default -> symbolicLink(path);
        };
    }

    private String otherName(Path path) {
        String name = path.getFileName().toString();
        return choice.of(List.of(
                name + ".bak",
                name + ".old",
                name + " (copy)",
                name + "~",
                name + ".tmp",
                ".nfs0000abc",
                "_" + name,
                "copy",
                name.toUpperCase(Locale.ROOT)));
    }

    private static Optional<String> remove(Path path) throws IOException {
        Trees.delete(path);
        return Optional.of("removed");
    }

    private static Optional<String> move(Path path, Path to, String what) throws IOException {
        if (Trees.exists(to)) {
            return Optional.empty();
        }
        Files.move(path, to);
        return Optional.of(what + " to " + to);
    }

    private static Optional<String> copy(Path path, Path to) throws IOException {
        if (Trees.exists(to)) {
            return Optional.empty();
        }
        Trees.copy(path, to);
        return Optional.of("copied to " + to);
    }

    private Optional<String> otherKind(Path path) throws IOException {
        boolean directory = Trees.isDirectory(path);
        Trees.delete(path);
        if (directory) {
            boolean text = choice.random().nextBoolean();
            Files.writeString(path, text ? "no directory" : "");
            return Optional.of("replaced by a file" + (text ? "" : " that is empty"));
        }
        Files.createDirectory(path);
        if (choice.random().nextBoolean()) {
            Files.writeString(path.resolve("file"), "x");
        }
        return Optional.of("replaced by a directory");
    }

    private Optional<String> symbolicLink(Path path) throws IOException {
        String target = switch (choice.random().nextInt(5)) {
            case 0 -> "nowhere";
            case 1 -> path.getFileName().toString();
            case 2 -> ".";
            default -> sibling(path).orElse("nothing");
        };
        Trees.delete(path);
        Files.createSymbolicLink(path, Path.of(target));
        return Optional.of("replaced by a symbolic link to " + target);
    }

    private Optional<String> sibling(Path path) throws IOException {
        try (Stream<Path> siblings = Files.list(path.getParent())) {
            List<Path> others =
                    siblings.filter(other -> !other.equals(path)).sorted().toList();
            return others.isEmpty()
                    ? Optional.empty()
                    : Optional.of(choice.of(others).getFileName().toString());
        }
    }
}
