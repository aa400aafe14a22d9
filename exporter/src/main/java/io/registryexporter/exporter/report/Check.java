package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.scan.result.Damage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Whether anything is broken, as of one scan.
 *
 * @param v2 the directory that was scanned
 * @param at when the scan ended
 * @param complete whether all repositories and blobs could be read
 * @param brokenTags every tag that cannot be pulled whole
 * @param forecasts what a garbage collection does, for every mode
 * @param damages every damaged entry, in the order of their paths
 */
public record Check(
        String v2,
        Instant at,
        boolean complete,
        List<BrokenTag> brokenTags,
        List<Forecast> forecasts,
        List<Damage> damages) {

    /** The check of an inventory. */
    public static Check of(Inventory inventory, String v2, Instant at) {
        return new Check(
                v2,
                at,
                inventory.isComplete(),
                inventory.brokenTags().toList(),
                Forecast.of(inventory),
                damages(inventory));
    }

    /** Whether nothing is damaged, except for harmless strays. */
    public boolean isClean() {
        return brokenTags.isEmpty() && damages.stream().noneMatch(Damage::isHarmful);
    }

    /** Every damaged entry of an inventory, in the order of their paths. */
    private static List<Damage> damages(Inventory inventory) {
        return inventory
                .damages()
                .sorted(Comparator.comparing(Damage::path).thenComparing(Damage::reason))
                .toList();
    }
}
