package io.registryexporter.support.corpus.random;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.support.corpus.Image;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pushes images, indexes and the rest into a repository, each with its blobs. */
final class ContentOfChance {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
    private static final String NONDISTRIBUTABLE = "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip";
    private static final int MOST_BYTES = 5000;

    private final Random random;
    private final StorageWriter storage;
    private final RepositoryWriter repository;
    private final List<Content> layers;

    /** @param layers of all repositories, to share */
    ContentOfChance(Random random, StorageWriter storage, RepositoryWriter repository, List<Content> layers) {
        this.random = random;
        this.storage = storage;
        this.repository = repository;
        this.layers = layers;
    }

    RepositoryWriter repository() {
        return repository;
    }

    Content image() {
        return image(random.nextBoolean(), random.nextInt(4) > 0);
    }

    private Content image(boolean docker, boolean typed) {
        String type = docker && typed ? Image.DOCKER : Image.OCI;
        ObjectNode manifest = manifest(type, typed);
        byte[] config = ("{\"architecture\":\"amd64\",\"os\":\"linux\",\"seed\":" + random.nextLong() + "}")
                .getBytes(StandardCharsets.UTF_8);
        manifest.set(
                "config",
                repository
                        .blob(docker && typed ? Image.DOCKER_CONFIG : Image.OCI_CONFIG, config)
                        .descriptor());
        ArrayNode list = manifest.putArray("layers");
        for (int left = random.nextInt(5); left > 0; left--) {
            list.add(layer(docker && typed ? Image.DOCKER_LAYER : Image.OCI_LAYER));
        }
        if (random.nextInt(10) == 0) {
            list.add(foreign(docker && typed ? FOREIGN : NONDISTRIBUTABLE));
        }
        return repository.manifest(type, manifest, random.nextBoolean());
    }

    private ObjectNode foreign(String type) {
        Content elsewhere = new Content(type, "sha256:" + "5".repeat(64), "", 1 + random.nextInt(MOST_BYTES));
        ObjectNode layer = elsewhere.descriptor();
        layer.putArray("urls").add("https://example.com/layer");
        return layer;
    }

    private ObjectNode layer(String type) {
        if (!layers.isEmpty() && random.nextInt(5) < 2) {
            Content shared = layers.get(random.nextInt(layers.size()));
            return repository.link(shared).descriptor().put("mediaType", type);
        }
        Content layer =
                random.nextInt(12) == 0 ? repository.blobOfSha512(type, bytes()) : repository.blob(type, bytes());
        layers.add(layer);
        return layer.descriptor();
    }

    /** @param depth how many indexes may lie below this one */
    Content index(int depth) {
        boolean typed = random.nextInt(4) > 0;
        String type = typed && random.nextBoolean() ? Image.DOCKER_LIST : Image.OCI_INDEX;
        ObjectNode manifest = manifest(type, typed);
        ArrayNode entries = manifest.putArray("manifests");
        for (int left = random.nextInt(4); left > 0; left--) {
            Content child = depth > 0 && random.nextInt(4) == 0 ? index(depth - 1) : image();
            entries.add(child.descriptor().set("platform", platform("linux", left % 2 == 0 ? "amd64" : "arm64")));
            if (random.nextInt(3) == 0) {
                entries.add(attestation(child));
            }
        }
        return repository.manifest(type, manifest, random.nextBoolean());
    }

    /** An index of manifests that the repository has. */
    Content indexOf(List<Content> children) {
        ObjectNode manifest = manifest(Image.OCI_INDEX, true);
        ArrayNode entries = manifest.putArray("manifests");
        children.forEach(child -> entries.add(child.descriptor()));
        return repository.manifest(Image.OCI_INDEX, manifest, false);
    }

    /** An artifact that refers to a manifest, as a signature or an SBOM does (OCI image spec 1.1). */
    Content referrer(Content subject) {
        ObjectNode manifest = manifest(Image.OCI, true).put("artifactType", "application/vnd.example.signature");
        Content empty = repository.blob("application/vnd.oci.empty.v1+json", "{}".getBytes(StandardCharsets.UTF_8));
        manifest.set("config", empty.descriptor());
        manifest.putArray("layers").add(layer("application/vnd.example.signature"));
        manifest.set("subject", subject.descriptor());
        return repository.manifest(Image.OCI, manifest, false);
    }

    private ObjectNode attestation(Content subject) {
        ObjectNode entry = image(false, true).descriptor();
        entry.set("platform", platform("unknown", "unknown"));
        entry.putObject("annotations")
                .put("vnd.docker.reference.type", "attestation-manifest")
                .put("vnd.docker.reference.digest", subject.digest());
        return entry;
    }

    private static ObjectNode platform(String os, String architecture) {
        return JSON.createObjectNode().put("architecture", architecture).put("os", os);
    }

    Content artifact() {
        ObjectNode manifest = manifest(Image.OCI, true).put("artifactType", "application/vnd.example.sbom.v1");
        Content empty = repository.blob("application/vnd.oci.empty.v1+json", "{}".getBytes(StandardCharsets.UTF_8));
        manifest.set("config", empty.descriptor());
        ArrayNode list = manifest.putArray("layers");
        if (random.nextBoolean()) {
            list.add(layer("application/vnd.example.sbom.v1+json"));
        }
        return repository.manifest(Image.OCI, manifest, false);
    }

    /** What BuildKit pushes as a cache: an index of layers (R32). */
    Content cache() {
        ObjectNode manifest = manifest(Image.OCI_INDEX, true);
        ArrayNode entries = manifest.putArray("manifests");
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            entries.add(layer(Image.OCI_LAYER));
        }
        entries.add(repository
                .blob("application/vnd.buildkit.cacheconfig.v0", bytes())
                .descriptor());
        return repository.manifest(Image.OCI_INDEX, manifest, false);
    }

    /** As 2.8 stores it, or as it came without a signature. */
    Content schema1(String name) {
        ObjectNode manifest = JSON.createObjectNode()
                .put("schemaVersion", 1)
                .put("name", name)
                .put("tag", "v1")
                .put("architecture", "amd64");
        List<String> digests = new ArrayList<>();
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            digests.add(layer(Image.DOCKER_LAYER).path("digest").asText());
        }
        ArrayNode fsLayers = manifest.putArray("fsLayers");
        digests.forEach(digest -> fsLayers.addObject().put("blobSum", digest));
        ArrayNode history = manifest.putArray("history");
        digests.forEach(digest -> history.addObject().put("v1Compatibility", "{\"id\":\"" + digest + "\"}"));
        return repository.manifest("", manifest, random.nextBoolean());
    }

    /** A blob that no repository has. */
    void orphan() {
        storage.blob(Image.OCI_LAYER, bytes());
    }

    /** A blob that no manifest names. */
    void unnamed() {
        repository.blob(Image.OCI_LAYER, bytes());
    }

    void upload() {
        repository.upload(new java.util.UUID(random.nextLong(), random.nextLong()).toString(), bytes());
    }

    private ObjectNode manifest(String type, boolean typed) {
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2);
        return typed ? manifest.put("mediaType", type) : manifest;
    }

    private byte[] bytes() {
        byte[] bytes = new byte[1 + random.nextInt(MOST_BYTES)];
        random.nextBytes(bytes);
        return bytes;
    }
}
