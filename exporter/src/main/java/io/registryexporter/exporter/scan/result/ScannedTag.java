package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Link;

/**
 * An entry of {@code tags/} (R6).
 *
 * @param name printable, perhaps not a valid name of a tag
 * @param link its {@code current/link}; an empty or absent link is too young to be damage (R24)
 * @param validName whether a client can push or pull a tag of this name; the registry itself reads all tags
 */
public record ScannedTag(String name, Link link, boolean validName) {}
