package io.registryexporter.exporter.storage;

/** Which major version of distribution serves the storage, where its versions read the same files differently. */
public enum RegistryVersion {
    /** {@code registry:2}; also reads the manifests that 2.1.0 linked below {@code _layers} (R11). */
    V2,
    /** {@code registry:3}. */
    V3
}
