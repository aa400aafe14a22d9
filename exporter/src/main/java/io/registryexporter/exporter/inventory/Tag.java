package io.registryexporter.exporter.inventory;

/**
 * A tag that can be pulled.
 *
 * @param layers entries in {@code layers} of the image, or of all images below the index
 * @param size declared bytes of these layers, counted as the original exporter does
 * @param pushedMillis when its current link was last written, in milliseconds since 1970
 * @param exclusive bytes of the stored blobs that nothing but this tag, and the manifests that it alone leads to, uses;
 *     meaningless if the inventory is not complete
 */
public record Tag(String name, long layers, long size, long pushedMillis, long exclusive) {}
