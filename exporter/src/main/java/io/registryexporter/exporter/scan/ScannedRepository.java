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
 * @param damages entries that are neither tags nor revisions
 */
public record ScannedRepository(
        String name,
        List<ScannedTag> tags,
        Map<Digest, ScannedRevision> revisions,
        Map<Digest, Long> layerSizes,
        List<Damage> damages) {}
