package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.Volume;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What fills a registry, and what is damaged, as of one scan.
 *
 * @param v2 the directory that was scanned
 * @param at when the scan ended
 * @param forecasts what a garbage collection does, for every mode
 * @param volume of the storage, if it reports its size
 * @param order of the repositories
 * @param repositories in the requested order, not more than requested
 * @param tags the largest ones, not more than requested
 * @param brokenTags every tag that cannot be pulled whole, in the order of their names
 * @param damages every damaged entry, in the order of their paths
 */
public record Report(
        String v2,
        Instant at,
        Totals totals,
        List<Forecast> forecasts,
        Optional<Volume> volume,
        RepositoryOrder order,
        List<RepositoryLine> repositories,
        List<TagLine> tags,
        List<BrokenTag> brokenTags,
        List<Damage> damages) {

    /**
     * The extent of the lists.
     *
     * @param repositories how many of them, the first by order
     * @param tags how many of them, the largest
     */
    public record Extent(RepositoryOrder order, int repositories, int tags) {}

    /** The report of an inventory. */
    public static Report of(Inventory inventory, String v2, Instant at, Extent extent) {
        return new Report(
                v2,
                at,
                Totals.of(inventory),
                Forecast.of(inventory),
                inventory.storage().volume(),
                extent.order(),
                RepositoryLine.of(inventory).stream()
                        .sorted(extent.order().comparator())
                        .limit(extent.repositories())
                        .toList(),
                TagLine.largest(inventory, extent.tags()),
                inventory.brokenTags().toList(),
                damages(inventory));
    }

    /** Every damaged entry of an inventory, in the order of their paths. */
    public static List<Damage> damages(Inventory inventory) {
        return inventory
                .damages()
                .sorted(Comparator.comparing(Damage::path).thenComparing(Damage::reason))
                .toList();
    }
}
