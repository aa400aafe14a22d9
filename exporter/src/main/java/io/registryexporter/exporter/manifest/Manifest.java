package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.Digest;
import java.util.List;

/** A manifest, reduced to what the inventory asks of it. */
public sealed interface Manifest {

    /**
     * An image or artifact (docker schema2, OCI image manifest).
     *
     * @param layers number of entries in {@code layers}, the same digest twice counted twice (R17)
     * @param size sum of their declared sizes in bytes, absent as 0, saturated at the limits of a long
     */
    record Image(int layers, long size) implements Manifest {}

    /**
     * An OCI image index or docker manifest list.
     *
     * @param manifests the digests of its entries that are manifests, in order; those without a valid digest are left out
     * @param layers number of its entries that are layers, as a build cache has them (R32)
     * @param size sum of the declared sizes of these layers in bytes
     */
    record Index(List<Digest> manifests, int layers, long size) implements Manifest {}

    /**
     * A docker schema1 manifest, which declares no sizes (R15).
     *
     * @param layers number of entries in {@code fsLayers}
     * @param blobSums their digests in order; entries without a valid digest are left out
     */
    record Schema1(int layers, List<Digest> blobSums) implements Manifest {}
}
