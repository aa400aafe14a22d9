package io.registryexporter.support.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes manifests piece by piece; blobs are pseudo-random, so that two runs push the same. */
public final class Image {
    public static final String OCI = "application/vnd.oci.image.manifest.v1+json";
    public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String DOCKER = "application/vnd.docker.distribution.manifest.v2+json";
    public static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
    public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
    public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
    public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2);

    private Image() {}

    public static Image ofType(String mediaType) {
        Image image = withoutType();
        image.manifest.put("mediaType", mediaType);
        return image;
    }

    public static Image withoutType() {
        return new Image();
    }

    public Image config(String mediaType, String digest, int size) {
        manifest.set("config", descriptor(mediaType, digest).put("size", size));
        return this;
    }

    public Image layer(String mediaType, String digest, long size) {
        list("layers").add(descriptor(mediaType, digest).put("size", size));
        return this;
    }

    public Image layerWithoutSize(String mediaType, String digest) {
        list("layers").add(descriptor(mediaType, digest));
        return this;
    }

    public Image foreignLayer(String mediaType, String digest, long size, String url) {
        ObjectNode layer = descriptor(mediaType, digest).put("size", size);
        layer.putArray("urls").add(url);
        list("layers").add(layer);
        return this;
    }

    public Image child(String mediaType, String digest, String platform) {
        ObjectNode child = descriptor(mediaType, digest).put("size", 1);
        child.putObject("platform").put("os", "linux").put("architecture", platform);
        list("manifests").add(child);
        return this;
    }

    public Image attestation(String digest, String subject) {
        ObjectNode child = descriptor(OCI, digest).put("size", 1);
        child.putObject("platform").put("os", "unknown").put("architecture", "unknown");
        child.putObject("annotations")
                .put("vnd.docker.reference.type", "attestation-manifest")
                .put("vnd.docker.reference.digest", subject);
        list("manifests").add(child);
        return this;
    }

    public Image artifactType(String type) {
        manifest.put("artifactType", type);
        list("layers");
        return this;
    }

    public String json() {
        return manifest.toString();
    }

    private ArrayNode list(String name) {
        return manifest.withArray("/" + name);
    }

    private static ObjectNode descriptor(String mediaType, String digest) {
        return JSON.createObjectNode().put("mediaType", mediaType).put("digest", digest);
    }

    public static byte[] blob(long seed, int bytes) {
        byte[] content = new byte[bytes];
        new Random(seed).nextBytes(content);
        return content;
    }

    public static byte[] configBlob(String comment) {
        return JSON.createObjectNode()
                .put("architecture", "amd64")
                .put("os", "linux")
                .put("comment", comment)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
