package io.registryexporter.exporter.inventory;

/**
 * A tag that can be pulled.
 *
 * @param layers entries in {@code layers} of the image, or of all images below the index
 * @param size declared bytes of these layers, as the original counts them
 */
public record Tag(String name, long layers, long size) {}
