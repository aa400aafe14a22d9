package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Link;

/**
 * An entry of {@code tags/} (R6).
 *
 * @param name printable, though perhaps no legal name of a tag
 * @param link its {@code current/link}; one that is empty or absent is too young to be called damage (R24)
 * @param validName whether a client can push or pull a tag of this name; the registry itself looks at all of them
 */
public record ScannedTag(String name, Link link, boolean validName) {}
