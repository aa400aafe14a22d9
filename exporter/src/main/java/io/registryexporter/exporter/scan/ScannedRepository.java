package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Digest;
import java.util.List;
import java.util.Map;

/**
 * What was read of one repository.
 *
 * @param revisions by the digest of their directory
 * @param layerSizes stored bytes of the layers that schema1 manifests name, which declare none (R15); a layer that is
 *     not stored is absent
 * @param layerBlobs the number of the blob that holds a layer, by the number of the layer's digest, for layers whose
 *     digest is not sha256 (R12)
 * @param hasLayers whether it has a directory {@code _layers}
 * @param damages entries that are neither tags nor revisions
 */
public record ScannedRepository(
        String name,
        ScannedTags tags,
        Map<Digest, ScannedRevision> revisions,
        Map<Digest, Long> layerSizes,
        Map<Integer, Integer> layerBlobs,
        boolean hasLayers,
        List<Damage> damages) {}
