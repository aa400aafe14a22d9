package io.registryexporter.support.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.support.real.RealRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An image of one uncompressed layer as an OCI image layout, for skopeo to copy and convert. */
final class OciLayout {
    private static final ObjectMapper JSON = new ObjectMapper();

    private OciLayout() {}

    /**
     * Writes the layout.
     *
     * @param tarBytes length of the layer, a multiple of 512; another length is another layer
     */
    static Path write(Path directory, int tarBytes) throws IOException {
        Path blobs = Files.createDirectories(directory.resolve("blobs/sha256"));
        // An archive of no files is a valid one: zeros.
        String layer = put(blobs, new byte[tarBytes]);
        ObjectNode configuration =
                JSON.createObjectNode().put("architecture", "amd64").put("os", "linux");
        configuration.putObject("config");
        configuration
                .putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(layer);
        configuration.putArray("history").addObject().put("created_by", "test");
        byte[] config = bytes(configuration);
        String manifest = Image.ofType(Image.OCI)
                .config(Image.OCI_CONFIG, put(blobs, config), config.length)
                .layer("application/vnd.oci.image.layer.v1.tar", layer, tarBytes)
                .json();
        byte[] manifestBytes = manifest.getBytes(StandardCharsets.UTF_8);
        ObjectNode index = JSON.createObjectNode().put("schemaVersion", 2);
        ObjectNode entry = index.putArray("manifests").addObject();
        entry.put("mediaType", Image.OCI)
                .put("digest", put(blobs, manifestBytes))
                .put("size", manifestBytes.length)
                .putObject("annotations")
                .put("org.opencontainers.image.ref.name", "latest");
        Files.write(directory.resolve("index.json"), bytes(index));
        Files.writeString(directory.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
        return directory;
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String put(Path blobs, byte[] content) throws IOException {
        String digest = RealRegistry.digestOf("SHA-256", content);
        Files.write(blobs.resolve(digest.substring("sha256:".length())), content);
        return digest;
    }
}
