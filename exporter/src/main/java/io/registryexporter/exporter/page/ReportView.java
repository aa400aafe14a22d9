package io.registryexporter.exporter.page;

import io.registryexporter.exporter.inventory.PathFigures;
import io.registryexporter.exporter.report.Remedy;
import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.TagLine;
import io.registryexporter.exporter.report.Units;
import io.registryexporter.exporter.scan.result.Damage;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/** A report as the template reads it. */
record ReportView(Report report, Instant now) {
    private static final int MOST_DAMAGES = 500;
    private static final int MOST_TAGS = 5;

    /** A damaged entry. */
    record DamageRow(String path, String reason, String meaning, String breaks, String remedy) {}

    /** A tag. */
    record TagRow(
            String name,
            String size,
            long sizeBytes,
            String alone,
            String aloneBytes,
            String layers,
            String pushed,
            String pushedAt,
            long pushedMillis) {}

    /** What to do. */
    record LeverRow(String bytes, String what, String command, String note) {}

    /** A path; figures that are not known are empty. */
    record PathRow(String path, String stored, String exclusive, String repositories) {

        static PathRow of(PathFigures figures) {
            return new PathRow(
                    figures.path(), text(figures.stored()), text(figures.exclusive()), text(figures.repositories()));
        }

        private static String text(OptionalLong figure) {
            return figure.isPresent() ? Long.toString(figure.getAsLong()) : "";
        }
    }

    List<Fact> facts() {
        return Fact.of(report, now);
    }

    List<RepositoryRow> repositories() {
        return report.repositories().stream()
                .map(line -> new RepositoryRow(line, now))
                .toList();
    }

    /** The order of the repositories, by the name that the script uses. */
    String order() {
        return report.order().toString();
    }

    /** A sentence if not all repositories are listed; otherwise empty. */
    String cut() {
        long listed = report.repositories().size();
        return listed == report.totals().listed()
                ? ""
                : Units.count(listed) + " of " + Units.count(report.totals().listed()) + " are listed, by "
                        + report.order() + ".";
    }

    /** The figures of the paths of all depths, for the map. */
    List<PathRow> paths() {
        return report.paths().tree().stream().map(PathRow::of).toList();
    }

    /** None or one: bytes of the blobs that no repository has. */
    List<String> unused() {
        OptionalLong stored = report.totals().bytes();
        return report.paths().tree().stream()
                .limit(1)
                .flatMapToLong(all -> all.stored().stream())
                .filter(used -> stored.isPresent())
                .mapToObj(used -> Long.toString(stored.getAsLong() - used))
                .toList();
    }

    /** Whether all repositories are listed. */
    boolean allListed() {
        return cut().isEmpty();
    }

    boolean hasTags() {
        return !report.tags().isEmpty();
    }

    List<TagRow> tags() {
        List<TagLine> listed = report.oldestTags().isEmpty() ? report.tags() : report.oldestTags();
        return listed.stream().map(this::row).toList();
    }

    private TagRow row(TagLine tag) {
        return new TagRow(
                tag.repository() + ":" + tag.name(),
                Units.bytes(tag.bytes()),
                tag.bytes(),
                Units.bytes(tag.exclusive()),
                tag.exclusive().isPresent() ? Long.toString(tag.exclusive().getAsLong()) : "",
                Units.count(tag.layers()),
                Units.age(tag.pushed(), now),
                Units.time(tag.pushed()),
                tag.pushed().toEpochMilli());
    }

    /** How many tags are listed, and of how many. */
    String tagsListed() {
        return (report.oldestTags().isEmpty() ? "the largest " : "the oldest ")
                + Units.count(report.tags().size()) + " of "
                + Units.count(report.totals().tags());
    }

    /** The order of the tags that are listed, by the name that the script uses. */
    String tagOrder() {
        return report.oldestTags().isEmpty() ? "size" : "pushed";
    }

    long nowMillis() {
        return now.toEpochMilli();
    }

    boolean hasLevers() {
        return !report.levers().isEmpty();
    }

    List<LeverRow> levers() {
        return report.levers().stream()
                .map(lever ->
                        new LeverRow(Units.bytes(lever.bytes()), lever.kind().text(), lever.command(), lever.note()))
                .toList();
    }

    boolean damaged() {
        return !report.damages().isEmpty();
    }

    /** Harmful damage comes before harmless strays. */
    List<DamageRow> damages() {
        return report.damages().stream()
                .sorted(Comparator.comparing(Damage::isHarmful).reversed())
                .limit(MOST_DAMAGES)
                .map(ReportView::row)
                .toList();
    }

    /** How many are not listed; empty for none. */
    String moreDamage() {
        int more = report.damages().size() - MOST_DAMAGES;
        return more > 0 ? Units.count(more) : "";
    }

    String v2() {
        return report.v2();
    }

    private static String breaks(List<String> tags) {
        String first = String.join(", ", tags.subList(0, Math.min(MOST_TAGS, tags.size())));
        return tags.size() <= MOST_TAGS ? first : first + " and " + Units.count(tags.size() - MOST_TAGS) + " more";
    }

    private static DamageRow row(Damage damage) {
        String detail = damage.detail().isEmpty() ? "" : " (" + damage.detail() + ")";
        String blocks = damage.blocks().isEmpty() ? "" : Remedy.blocks(damage) + " ";
        return new DamageRow(
                damage.path(),
                damage.reason().label(),
                damage.reason().meaning() + detail,
                breaks(damage.tags()),
                blocks + Remedy.of(damage));
    }
}
