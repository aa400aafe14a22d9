package io.registryexporter.support.corpus;

import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RealRegistry.Served;
import io.registryexporter.support.real.Skopeo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Pushes one of everything that clients push into a real registry, and keeps a book of the manifests, which the API
 * does not list.
 */
public final class Corpus {
    private static final int BULK_REPOSITORIES = 12;
    private static final int BULK_TAGS = 11;

    private final RealRegistry registry;
    private final Map<String, Set<String>> digests = new TreeMap<>();

    public Corpus(RealRegistry registry) {
        this.registry = registry;
    }

    /** Every manifest that was ever pushed, by repository. */
    public Map<String, Set<String>> digests() {
        return digests;
    }

    public void pushEverything(Path directory) throws IOException {
        pushWithSkopeo(directory);
        pushKindsOfImages();
        pushIndexes();
        pushArtifacts();
        pushOddSizes();
        pushOddNames();
        moveAndDelete();
        leaveHalfDone();
        pushMany();
    }

    private void pushWithSkopeo(Path directory) throws IOException {
        Skopeo skopeo = new Skopeo(directory.resolve("skopeo.log"), registry.address());
        Path layout = OciLayout.write(directory.resolve("layout"), 10 * 1024);
        skopeo.copy(layout, "skopeo/oci:v1", "--format", "oci");
        skopeo.copy(layout, "skopeo/schema2:v1", "--format", "v2s2");
        skopeo.copy(layout, "skopeo/schema1:v1", "--format", "v2s1");
        // A layer of its own, because skopeo takes over what it has pushed before, with its compression.
        Path other = OciLayout.write(directory.resolve("layout-zstd"), 20 * 1024);
        skopeo.copy(other, "skopeo/zstd:v1", "--format", "oci", "--dest-compress-format", "zstd");
        for (String name : new String[] {"oci", "schema2", "schema1", "zstd"}) {
            Served served = registry.manifest("skopeo/" + name, "v1").orElseThrow();
            note("skopeo/" + name, served.digest());
        }
    }

    private void pushKindsOfImages() {
        image("http/oci", "v1", Image.OCI, 1000, 2000);
        image("http/schema2", "v1", Image.DOCKER, 1000, 3000);
        String repository = "http/no-media-type";
        String layer = registry.pushBlob(repository, Image.blob(1, 500));
        push(
                repository,
                "v1",
                Image.OCI,
                withConfig(repository, Image.withoutType(), Image.OCI_CONFIG).layer(Image.OCI_LAYER, layer, 500));
        repository = "http/foreign";
        layer = registry.pushBlob(repository, Image.blob(2, 700));
        push(
                repository,
                "v1",
                Image.DOCKER,
                withConfig(repository, Image.ofType(Image.DOCKER), Image.DOCKER_CONFIG)
                        .foreignLayer(
                                "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
                                "sha256:" + "1".repeat(64),
                                123456,
                                "https://example.com/layer")
                        .layer(Image.DOCKER_LAYER, layer, 700));
        repository = "http/mount";
        layer = registry.pushBlob("http/oci", Image.blob(1000, 1000));
        registry.mount(repository, layer, "http/oci");
        push(
                repository,
                "v1",
                Image.OCI,
                withConfig(repository, Image.ofType(Image.OCI), Image.OCI_CONFIG)
                        .layer(Image.OCI_LAYER, layer, 1000));
        repository = "http/sha512";
        byte[] content = Image.blob(3, 900);
        layer = registry.pushBlob(repository, content, RealRegistry.digestOf("SHA-512", content));
        push(
                repository,
                "v1",
                Image.OCI,
                withConfig(repository, Image.ofType(Image.OCI), Image.OCI_CONFIG)
                        .layer(Image.OCI_LAYER, layer, 900));
    }

    private void pushIndexes() {
        String repository = "multi/attested";
        String amd64 = image(repository, "amd64", Image.OCI, 100, 200);
        String arm64 = image(repository, "arm64", Image.OCI, 100, 300);
        String attestation = pushImage(repository, "by-digest", Image.OCI, 40);
        String attested = Image.ofType(Image.OCI_INDEX)
                .child(Image.OCI, amd64, "amd64")
                .child(Image.OCI, arm64, "arm64")
                .attestation(attestation, amd64)
                .json();
        push(repository, "latest", Image.OCI_INDEX, attested);
        repository = "multi/nested";
        String inner = push(
                repository,
                "inner",
                Image.OCI_INDEX,
                Image.withoutType()
                        .child(Image.OCI, image(repository, "a", Image.OCI, 10), "amd64")
                        .child(Image.OCI, image(repository, "b", Image.OCI, 20), "arm64"));
        String again = image(repository, "a", Image.OCI, 10);
        push(
                repository,
                "outer",
                Image.OCI_INDEX,
                Image.ofType(Image.OCI_INDEX)
                        .child(Image.OCI_INDEX, inner, "amd64")
                        .child(Image.OCI, again, "amd64"));
        repository = "multi/docker-list";
        push(
                repository,
                "latest",
                Image.DOCKER_LIST,
                Image.ofType(Image.DOCKER_LIST)
                        .child(Image.DOCKER, image(repository, "x", Image.DOCKER, 11), "amd64")
                        .child(Image.DOCKER, image(repository, "y", Image.DOCKER, 22), "s390x"));
        repository = "multi/child-deleted";
        String gone = image(repository, "gone", Image.OCI, 33);
        push(
                repository,
                "latest",
                Image.OCI_INDEX,
                Image.ofType(Image.OCI_INDEX)
                        .child(Image.OCI, image(repository, "kept", Image.OCI, 44), "amd64")
                        .child(Image.OCI, gone, "arm64"));
        registry.deleteManifest(repository, gone);
    }

    private void pushArtifacts() {
        String repository = "artifact/empty";
        String config = registry.pushBlob(repository, "{}".getBytes(StandardCharsets.UTF_8));
        String artifact = push(
                repository,
                "sbom",
                Image.OCI,
                Image.ofType(Image.OCI)
                        .config("application/vnd.oci.empty.v1+json", config, 2)
                        .artifactType("application/spdx+json"));
        push(
                repository,
                artifact.replace(':', '-'),
                Image.OCI_INDEX,
                Image.ofType(Image.OCI_INDEX).child(Image.OCI, artifact, "unknown"));
    }

    private void pushOddSizes() {
        String repository = "odd/sizes";
        String layer = registry.pushBlob(repository, Image.blob(4, 7173));
        for (long size : new long[] {-1, 0, 999_999_999, (1L << 53) + 1, Long.MAX_VALUE}) {
            push(
                    repository,
                    "size" + size,
                    Image.OCI,
                    withConfig(repository, Image.ofType(Image.OCI), Image.OCI_CONFIG)
                            .layer(Image.OCI_LAYER, layer, size));
        }
        push(
                repository,
                "absent",
                Image.OCI,
                withConfig(repository, Image.ofType(Image.OCI), Image.OCI_CONFIG)
                        .layerWithoutSize(Image.OCI_LAYER, layer)
                        .layer(Image.OCI_LAYER, layer, 7173));
        push(
                repository,
                "twice",
                Image.OCI,
                withConfig(repository, Image.ofType(Image.OCI), Image.OCI_CONFIG)
                        .layer(Image.OCI_LAYER, layer, 7173)
                        .layer(Image.OCI_LAYER, layer, 7173));
    }

    private void pushOddNames() {
        for (String repository : new String[] {"a", "a/b", "a/b/c", "MixedCase.Example/app", "x__y/z-1.0---2"}) {
            image(repository, "v1", Image.OCI, 64);
        }
        String[] tags = {"_manifests", "_", "link", "current", "index", "data", "V1.0-RC_1", "t".repeat(128)};
        for (String tag : tags) {
            image("odd/tags", tag, Image.OCI, 65);
        }
    }

    private void moveAndDelete() {
        String repository = "moved";
        image(repository, "latest", Image.OCI, 1);
        image(repository, "latest", Image.OCI, 2);
        image(repository, "latest", Image.OCI, 3);
        image(repository, "latest", Image.OCI, 2);
        repository = "deleted";
        String first = image(repository, "v1", Image.OCI, 5);
        image(repository, "v2", Image.OCI, 6);
        image(repository, "v1-too", Image.OCI, 5);
        registry.deleteManifest(repository, first);
        repository = "deleted-all";
        registry.deleteManifest(repository, image(repository, "v1", Image.OCI, 5));
        pushImage("untagged", "by-digest", Image.OCI, 8);
    }

    private void leaveHalfDone() {
        registry.pushBlob("half/layers-only", Image.blob(5, 50));
        registry.sendPart(registry.startUpload("half/upload-only"), Image.blob(6, 60));
        image("half/upload-beside", "v1", Image.OCI, 70);
        registry.sendPart(registry.startUpload("half/upload-beside"), Image.blob(7, 70));
    }

    private void pushMany() {
        for (int repository = 1; repository <= BULK_REPOSITORIES; repository++) {
            for (int tag = 1; tag <= BULK_TAGS; tag++) {
                image("bulk/r" + repository, "t" + tag, Image.OCI, 100, 10 * tag, repository);
            }
        }
    }

    /** Pushes an image of random layers under a tag, and gives its digest. */
    public String image(String repository, String tag, String mediaType, int... layerSizes) {
        return pushImage(repository, tag, mediaType, layerSizes);
    }

    private String pushImage(String repository, String tag, String mediaType, int... layerSizes) {
        boolean oci = mediaType.equals(Image.OCI);
        Image image = withConfig(repository, Image.ofType(mediaType), oci ? Image.OCI_CONFIG : Image.DOCKER_CONFIG);
        for (int size : layerSizes) {
            String layer = registry.pushBlob(repository, Image.blob(size, size));
            image.layer(oci ? Image.OCI_LAYER : Image.DOCKER_LAYER, layer, size);
        }
        return push(repository, tag, mediaType, image);
    }

    private Image withConfig(String repository, Image image, String mediaType) {
        byte[] config = Image.configBlob(repository);
        return image.config(mediaType, registry.pushBlob(repository, config), config.length);
    }

    /** Pushes a manifest under a tag, and gives its digest. */
    public String push(String repository, String tag, String mediaType, Image image) {
        return push(repository, tag, mediaType, image.json());
    }

    /** The tag {@code by-digest} stands for none. */
    private String push(String repository, String tag, String mediaType, String manifest) {
        String digest = RealRegistry.digestOf("SHA-256", manifest.getBytes(StandardCharsets.UTF_8));
        registry.pushManifest(repository, tag.equals("by-digest") ? digest : tag, mediaType, manifest);
        note(repository, digest);
        return digest;
    }

    private void note(String repository, String digest) {
        digests.computeIfAbsent(repository, name -> new TreeSet<>()).add(digest);
    }
}
