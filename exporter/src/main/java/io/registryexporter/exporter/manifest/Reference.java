package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.Digest;

/**
 * What a manifest names: a config, a layer, or an entry of an index (OCI image spec 1.1, "Content Descriptors").
 *
 * @param size in bytes as declared; {@link #UNDECLARED} if the manifest declares none
 */
public record Reference(Digest digest, long size, Kind kind) {
    /** Stands for an undeclared size; no blob has this size. */
    public static final long UNDECLARED = Long.MIN_VALUE;

    /** What a client asks the registry for. */
    public enum Kind {
        /** A blob, by the link of the repository's {@code _layers}. */
        BLOB,
        /** A blob that is a layer. */
        LAYER,
        /** Nothing: the client fetches the layer from elsewhere (R18). */
        FOREIGN,
        /** A manifest, by the repository's revision. */
        MANIFEST
    }
}
