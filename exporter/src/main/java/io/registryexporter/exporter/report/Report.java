package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.retention.Orphan;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DiskUsage;
import io.registryexporter.exporter.storage.Volume;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What fills a registry, and what is damaged, as of one scan.
 *
 * @param check what is damaged
 * @param volume of the storage, if it reports its size
 * @param levers what frees most, the first first
 * @param order of the repositories and paths
 * @param repositories in the requested order, not more than requested
 * @param paths what repositories are together
 * @param tags the largest ones, not more than requested
 * @param oldestTags those whose last push is the longest ago, not more than requested; only if they are asked for
 * @param disk what lies on the disk; only if it was counted
 * @param orphans signatures and other referrers whose image is gone; none if that is not known, or was not asked for
 */
public record Report(
        Check check,
        Totals totals,
        Optional<Volume> volume,
        List<Lever> levers,
        RepositoryOrder order,
        List<RepositoryLine> repositories,
        PathReport paths,
        List<TagLine> tags,
        List<TagLine> oldestTags,
        Optional<DiskUsage> disk,
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
     * @param tags how many of them, the largest, or also the oldest
     * @param paths how many of them, the first by order
     * @param olderThan how long ago the last push to a repository or tag is at least; none for every age
     */
    public record Extent(
            RepositoryOrder order, int repositories, int tags, PathReport.Extent paths, Optional<Duration> olderThan) {

        /** With all paths of depth 1, of every age. */
        public Extent(RepositoryOrder order, int repositories, int tags) {
            this(order, repositories, tags, PathReport.Extent.everything(), Optional.empty());
        }
    }

    /** The report of an inventory. */
    public static Report of(Inventory inventory, String v2, Instant at, Extent extent) {
        List<RepositoryLine> lines = RepositoryLine.of(inventory);
        TagFilter filter = TagFilter.of("", extent.olderThan(), at);
        List<Forecast> forecasts = Forecast.of(inventory);
        return new Report(
                Check.of(inventory, v2, at),
                Totals.of(inventory),
                inventory.storage().volume(),
                Lever.largest(forecasts, deletable(inventory, lines), v2, at),
                extent.order(),
                lines.stream()
                        .filter(filter::admits)
                        .sorted(extent.order().comparator())
                        .limit(extent.repositories())
                        .toList(),
                PathReport.of(lines, inventory, extent.order(), filter, extent.paths()),
                TagLine.first(inventory, TagOrder.SIZE, filter, extent.tags()),
                extent.order() == RepositoryOrder.PUSHED
                        ? TagLine.first(inventory, TagOrder.PUSHED, filter, extent.tags())
                        : List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** What a client can delete: a pull-through cache refuses that, and a database would not notice. */
    private static Lever.Content deletable(Inventory inventory, List<RepositoryLine> lines) {
        return inventory.isCollectable() && !inventory.storage().surroundings().pullThroughCache()
                ? new Lever.Content(lines, PathLine.of(lines, inventory, 1))
                : Lever.Content.NONE;
    }

    /** The same report with what lies on the disk. */
    public Report with(DiskUsage usage) {
        return new Report(
                check,
                totals,
                volume,
                levers,
                order,
                repositories,
                paths,
                tags,
                oldestTags,
                Optional.of(usage),
                orphans);
    }

    /** The same report with the orphans of the scan, of which not more than {@code most} are listed. */
    public Report with(Optional<List<Orphan>> found, int most) {
        return new Report(
                check,
                totals,
                volume,
                levers,
                order,
                repositories,
                paths,
                tags,
                oldestTags,
                disk,
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
