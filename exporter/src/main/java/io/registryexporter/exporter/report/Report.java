package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.Volume;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What fills a registry, and what is damaged, as of one scan.
 *
 * @param check what is damaged
 * @param volume of the storage, if it reports its size
 * @param order of the repositories and paths
 * @param repositories in the requested order, not more than requested
 * @param paths what repositories are together
 * @param tags the largest ones, not more than requested
 */
public record Report(
        Check check,
        Totals totals,
        Optional<Volume> volume,
        RepositoryOrder order,
        List<RepositoryLine> repositories,
        PathReport paths,
        List<TagLine> tags) {

    /**
     * The extent of the lists.
     *
     * @param repositories how many of them, the first by order
     * @param tags how many of them, the largest
     * @param paths how many of them, the first by order
     */
    public record Extent(RepositoryOrder order, int repositories, int tags, PathReport.Extent paths) {

        /** With all paths of depth 1. */
        public Extent(RepositoryOrder order, int repositories, int tags) {
            this(order, repositories, tags, PathReport.Extent.everything());
        }
    }

    /** The report of an inventory. */
    public static Report of(Inventory inventory, String v2, Instant at, Extent extent) {
        List<RepositoryLine> lines = RepositoryLine.of(inventory);
        return new Report(
                Check.of(inventory, v2, at),
                Totals.of(inventory),
                inventory.storage().volume(),
                extent.order(),
                lines.stream()
                        .sorted(extent.order().comparator())
                        .limit(extent.repositories())
                        .toList(),
                PathReport.of(lines, inventory, extent.order(), extent.paths()),
                TagLine.largest(inventory, extent.tags()));
    }

    /** The directory that was scanned. */
    public String v2() {
        return check.v2();
    }

    /** When the scan ended. */
    public Instant at() {
        return check.at();
    }

    /** What a garbage collection does, for every mode. */
    public List<Forecast> forecasts() {
        return check.forecasts();
    }

    /** Every tag that cannot be pulled whole, in the order of their names. */
    public List<BrokenTag> brokenTags() {
        return check.brokenTags();
    }

    /** Every damaged entry, in the order of their paths. */
    public List<Damage> damages() {
        return check.damages();
    }
}
