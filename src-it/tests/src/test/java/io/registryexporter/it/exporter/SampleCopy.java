package io.registryexporter.it.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * A copy of the sample storage that a real registry wrote, to be changed by a test.
 *
 * @param root the rootdirectory
 */
record SampleCopy(Path root) {
    private static final int TEAMS = 50;

    static SampleCopy below(Path directory) throws IOException {
        return at(directory.resolve("registry"));
    }

    static SampleCopy at(Path root) throws IOException {
        copy(Path.of(System.getProperty("sample.registry")), root);
        return new SampleCopy(root);
    }

    Path repositories() {
        return root.resolve("docker/registry/v2/repositories");
    }

    /**
     * In 50 teams; all are made of one and the same tag on one and the same manifest, by symbolic links.
     *
     * @param name of each, before its number
     */
    void addRepositories(int count, String name) throws IOException {
        Path manifests = repositories().resolve("tools/backup/_manifests");
        Path tags = root.resolve("prototype/tags");
        copy(manifests.resolve("tags/v2"), tags.resolve("v2"));
        for (int i = 0; i < count; i++) {
            Path copy = repositories().resolve("team-" + i % TEAMS + "/" + name + i + "/_manifests");
            Files.createDirectories(copy);
            Files.createSymbolicLink(copy.resolve("tags"), tags);
            Files.createSymbolicLink(copy.resolve("revisions"), manifests.resolve("revisions"));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
