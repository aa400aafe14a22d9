package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What others leave in a directory: file managers, NFS, backups, crashed registries. */
final class Strays implements Misfortune {
    private static final String UUID = "2f6a1c9e-0b57-4f0c-9a44-6f2f5a0e9d11";
    private static final List<String> FILES = List.of(
            ".DS_Store",
            ".nfs00000000018b4dd200000001",
            "data." + UUID + ".tmp",
            "link." + UUID + ".tmp",
            "_something",
            "x y",
            "link",
            "data",
            "_manifests",
            "_layers",
            "_uploads",
            "README",
            "latest~",
            "-v1");
    private static final List<String> DIRECTORIES = List.of(
            "@eaDir",
            "lost+found",
            ".snapshot",
            "_something",
            "x y",
            "empty",
            "_manifests",
            "_layers",
            "_uploads",
            "link",
            "data",
            "index",
            "UPPER",
            "a");
    private static final List<String> INSIDE = List.of("", "", "file", "data", "link", "_manifests/x", "_layers/x");

    private final Choice choice;

    Strays(Choice choice) {
        this.choice = choice;
    }

    @Override
    public Optional<String> befall(Path path) throws IOException {
        Path directory = Trees.isDirectory(path) ? path : path.getParent();
        return switch (choice.random().nextInt(10)) {
            case 0 -> file(Path.of(URI.create(directory.toUri() + "not%FFutf8")));
            case 1, 2, 3, 4 -> directory(directory.resolve(choice.of(DIRECTORIES)));
            default -> file(directory.resolve(choice.of(FILES)));
        };
    }

    private Optional<String> file(Path stray) throws IOException {
        if (Trees.exists(stray)) {
            return Optional.empty();
        }
        String text = choice.of(List.of("", "stray", choice.digest().orElse("")));
        Files.writeString(stray, text);
        return Optional.of("near it: file " + stray.toUri().getRawPath() + " with \"" + text + "\"");
    }

    private Optional<String> directory(Path stray) throws IOException {
        if (Trees.exists(stray)) {
            return Optional.empty();
        }
        String inside = choice.of(INSIDE);
        Files.createDirectories(stray);
        if (!inside.isEmpty()) {
            Path file = stray.resolve(inside);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "stray");
        }
        return Optional.of("near it: directory " + stray + " with \"" + inside + "\"");
    }
}
