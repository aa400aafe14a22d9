package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Link;

/**
 * A file called {@code link} at a place where the registry writes none; the garbage collection reads it nevertheless (R28).
 *
 * @param path relative to the v2 directory, printable
 */
public record OddLink(String path, Link link) {

    /** Whether the link names a digest. */
    public boolean isTarget() {
        return link instanceof Link.Target;
    }
}
