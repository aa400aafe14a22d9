package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Repositories at any depth, and symbolic links between them and to the directories above them. */
public final class LinkedRepositories {
    private static final int MOST = 7;

    private LinkedRepositories() {}

    /** Writes them below the v2 directory of an empty storage, and gives their names as they really lie. */
    public static List<String> write(Path v2, Random random) throws IOException {
        Files.createDirectories(v2.resolve("blobs"));
        Path repositories = Files.createDirectories(v2.resolve("repositories"));
        List<Path> all = new ArrayList<>(List.of(repositories));
        List<String> names = new ArrayList<>();
        int count = 1 + random.nextInt(MOST);
        for (int i = 0; i < count; i++) {
            Path directory = all.get(random.nextInt(all.size())).resolve("d" + i);
            Files.createDirectories(directory.resolve("_layers"));
            Files.createDirectories(directory.resolve("_manifests/tags"));
            Files.createDirectories(directory.resolve("_manifests/revisions"));
            all.add(directory);
            names.add(repositories.relativize(directory).toString());
        }
        for (int i = random.nextInt(MOST); i > 0; i--) {
            Path from = all.get(random.nextInt(all.size()));
            Path to = random.nextInt(12) == 0 ? v2 : all.get(random.nextInt(all.size()));
            Path target = from.relativize(to);
            Files.createSymbolicLink(from.resolve("l" + i), target.toString().isEmpty() ? Path.of(".") : target);
        }
        return names;
    }
}
