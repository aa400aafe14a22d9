package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.retention.Orphan;
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
 * @param order of the repositories
 * @param repositories in the requested order, not more than requested
 * @param tags the largest ones, not more than requested
 * @param orphans signatures and other referrers whose image is gone; none if that is not known, or was not asked for
 */
public record Report(
        Check check,
        Totals totals,
        Optional<Volume> volume,
        RepositoryOrder order,
        List<RepositoryLine> repositories,
        List<TagLine> tags,
        Optional<Orphans> orphans) {

    /**
     * Signatures and other referrers whose image is gone.
     *
     * @param listed the first of them, not more than requested
     */
    public record Orphans(long count, List<Orphan> listed) {}

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
                Check.of(inventory, v2, at),
                Totals.of(inventory),
                inventory.storage().volume(),
                extent.order(),
                RepositoryLine.of(inventory).stream()
                        .sorted(extent.order().comparator())
                        .limit(extent.repositories())
                        .toList(),
                TagLine.largest(inventory, extent.tags()),
                Optional.empty());
    }

    /** The same report with the orphans of the scan, of which not more than {@code most} are listed. */
    public Report with(Optional<List<Orphan>> found, int most) {
        return new Report(
                check,
                totals,
                volume,
                order,
                repositories,
                tags,
                found.map(orphans ->
                        new Orphans(orphans.size(), orphans.stream().limit(most).toList())));
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
