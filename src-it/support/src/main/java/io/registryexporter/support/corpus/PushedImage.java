package io.registryexporter.support.corpus;

import io.registryexporter.support.real.RealRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An image, or an index, to push again and again as one client does.
 *
 * @param tag nothing where it is pushed by its digest
 * @param blobs config and layers
 */
public record PushedImage(
        String repository, Optional<String> tag, String mediaType, String manifest, List<byte[]> blobs) {

    /** An image with a config of its own, and random layers; layers of one size are one and the same. */
    public static PushedImage of(String repository, String tag, int... layerSizes) {
        byte[] config = Image.configBlob(repository + ":" + tag + " " + layerSizes.length);
        List<byte[]> blobs = new ArrayList<>(List.of(config));
        Image image = Image.ofType(Image.OCI).config(Image.OCI_CONFIG, digest(config), config.length);
        for (int size : layerSizes) {
            byte[] layer = Image.blob(size, size);
            blobs.add(layer);
            image.layer(Image.OCI_LAYER, digest(layer), size);
        }
        return new PushedImage(repository, Optional.of(tag), Image.OCI, image.json(), blobs);
    }

    /** The same without a tag. */
    public PushedImage byDigest() {
        return new PushedImage(repository, Optional.empty(), mediaType, manifest, blobs);
    }

    /** An index of images of one repository. */
    public static PushedImage index(String repository, String tag, PushedImage... images) {
        Image index = Image.ofType(Image.OCI_INDEX);
        for (PushedImage image : images) {
            index.child(
                    image.mediaType(), image.digest(), "arch" + image.blobs().get(1).length);
        }
        return new PushedImage(repository, Optional.of(tag), Image.OCI_INDEX, index.json(), List.of());
    }

    /** Of the manifest. */
    public String digest() {
        return digest(manifest.getBytes(StandardCharsets.UTF_8));
    }

    /** Of the config or a layer. */
    public String blob(int index) {
        return digest(blobs.get(index));
    }

    /** Repository and tag. */
    public String name() {
        return repository + ":" + tag.orElseThrow();
    }

    /** Uploads what the registry does not say that it has, and the manifest in any case. */
    public void push(RealRegistry registry) {
        for (byte[] blob : blobs) {
            if (!registry.tellsThatItHas(repository, digest(blob))) {
                registry.pushBlob(repository, blob);
            }
        }
        registry.pushManifest(repository, tag.orElseGet(this::digest), mediaType, manifest);
    }

    private static String digest(byte[] content) {
        return RealRegistry.digestOf("SHA-256", content);
    }
}
