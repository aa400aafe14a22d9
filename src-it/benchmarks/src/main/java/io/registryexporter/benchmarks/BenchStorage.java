package io.registryexporter.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A storage as a registry writes it, the same at each run: repositories with so many tags, of which a third name a
 * manifest of their own, four layers a manifest out of a pool that all repositories share.
 *
 * @param history whether there are the {@code index} of each tag and {@code _layers}, which only {@code find} looks at
 */
record BenchStorage(int repositories, int tags, boolean history) {
    private static final int TAGS_PER_REVISION = 3;
    private static final int LAYERS = 4;
    private static final int LAYERS_PER_REPOSITORY = 5;
    private static final int TEAMS = 40;
    private static final String COMPLETE = "complete-with-sizes";

    /** Tags in all repositories. */
    int allTags() {
        return repositories * tags;
    }

    private int layersInPool() {
        return repositories * LAYERS_PER_REPOSITORY;
    }

    /** The v2 directory below {@code directory}; what was written there before is used again. */
    Path writtenBelow(Path directory) {
        Path root = directory.resolve("storage-" + repositories + "x" + tags + (history ? "" : "-lean"));
        Path v2 = root.resolve("docker/registry/v2");
        if (!Files.exists(root.resolve(COMPLETE))) {
            pool(v2);
            IntStream.range(0, repositories).parallel().forEach(number -> repository(v2, number));
            write(root.resolve(COMPLETE), "");
        }
        return v2;
    }

    private void pool(Path v2) {
        IntStream.range(0, layersInPool()).parallel().forEach(number -> blob(v2, layer(number), content(number)));
    }

    private void repository(Path v2, int number) {
        Path repository = v2.resolve("repositories/team" + number % TEAMS + "/application-" + number);
        List<String> revisions = new ArrayList<>();
        for (int i = 0; i < Math.max(1, tags / TAGS_PER_REVISION); i++) {
            revisions.add(revision(v2, repository, number, i));
        }
        for (int i = 0; i < tags; i++) {
            Path tag = repository.resolve("_manifests/tags/v1." + i / 10 + "." + i % 10 + "-build" + (20_000 + i));
            String digest = revisions.get(i % revisions.size());
            link(tag.resolve("current"), digest);
            if (history) {
                link(tag.resolve("index/sha256").resolve(digest), digest);
            }
        }
    }

    private String revision(Path v2, Path repository, int number, int revision) {
        String config = "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Labels\":{\"build\":\"" + number
                + "-" + revision + "\"}},\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[]}}";
        String configDigest = sha256(config);
        blob(v2, configDigest, config);
        StringBuilder layers = new StringBuilder();
        for (int i = 0; i < LAYERS; i++) {
            int layer = (number * 7 + (i < 2 ? 0 : revision) + i) % layersInPool();
            layerLink(repository, layer(layer));
            layers.append(i == 0 ? "" : ",")
                    .append(descriptor(
                            "layer.v1.tar+gzip", layer(layer), content(layer).length()));
        }
        layerLink(repository, configDigest);
        String manifest =
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"," + "\"config\":"
                        + descriptor("config.v1+json", configDigest, config.length()) + ",\"layers\":[" + layers + "]}";
        String digest = sha256(manifest);
        blob(v2, digest, manifest);
        link(repository.resolve("_manifests/revisions/sha256").resolve(digest), digest);
        return digest;
    }

    private void layerLink(Path repository, String digest) {
        if (history) {
            link(repository.resolve("_layers/sha256").resolve(digest), digest);
        }
    }

    private static String descriptor(String type, String digest, long size) {
        return "{\"mediaType\":\"application/vnd.oci.image." + type + "\",\"digest\":\"sha256:" + digest
                + "\",\"size\":" + size + "}";
    }

    private static String layer(int number) {
        return sha256(content(number));
    }

    private static String content(int number) {
        return "layer " + number;
    }

    private static void blob(Path v2, String digest, String content) {
        write(
                v2.resolve("blobs/sha256")
                        .resolve(digest.substring(0, 2))
                        .resolve(digest)
                        .resolve("data"),
                content);
    }

    private static void link(Path directory, String digest) {
        write(directory.resolve("link"), "sha256:" + digest);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
