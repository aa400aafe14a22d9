package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.Digest;

/** The manifests that a scan read. */
@FunctionalInterface
public interface Manifests {

    /** The manifest of a digest that a revision links to. */
    StoredManifest get(Digest digest);
}
