package io.registryexporter.exporter.report;

import io.registryexporter.common.text.Paint;
import io.registryexporter.common.text.TextTable;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.retention.Orphan;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** A report for a terminal. */
public final class TextReport {
    private static final int FIRST_COLUMN = 14;

    private final Report report;
    private final Grouping by;
    private final Paint paint;
    private final PrintWriter out;

    public TextReport(Report report, Grouping by, Paint paint, PrintWriter out) {
        this.report = report;
        this.by = by;
        this.paint = paint;
        this.out = out;
    }

    /** Writes the whole report. */
    public void print() {
        totals();
        levers();
        report.disk().ifPresent(disk -> new TextDisk(disk, paint, out).print());
        switch (by) {
            case REPOSITORY -> repositories();
            case PATH -> paths();
        }
        tags("Largest tags", report.tags());
        tags("Oldest tags", report.oldestTags());
        orphans();
        damage();
    }

    private void totals() {
        Totals totals = report.totals();
        fact("Storage", report.v2() + ", " + Units.time(report.at()));
        fact(
                "Stored",
                stored(totals) + ": "
                        + repositories(totals.repositories()) + ", " + Units.count(totals.tags(), "tag")
                        + ", " + Units.count(totals.revisions(), "revision") + ", "
                        + Units.count(totals.untaggedRevisions()) + " of them untagged");
        if (report.disk().isEmpty()) {
            fact("", "links and directories are not counted: report --disk-usage");
        }
        report.volume()
                .ifPresent(volume -> fact(
                        "Volume",
                        Units.bytes(volume.available()) + " of " + Units.bytes(volume.size()) + " available ("
                                + Units.percent(volume.available(), volume.size()) + ")"));
        report.forecasts().forEach(this::forecast);
        fact("Uploads", uploads(totals));
        fact("Broken tags", brokenTags(totals));
        report.orphans()
                .filter(orphans -> orphans.count() > 0)
                .ifPresent(orphans -> fact(
                        "Orphans",
                        Units.count(orphans.count(), "referrer") + " such as signatures, whose image is gone"));
        fact("Damage", totals.damage() == 0 ? "none" : paint.alarm(Units.count(totals.damage(), "damaged place")));
    }

    private String stored(Totals totals) {
        return totals.bytes().isPresent()
                ? Units.bytes(totals.bytes()) + " in " + Units.count(totals.blobs(), "blob")
                : paint.alarm("unknown, blobs could not be read");
    }

    private String uploads(Totals totals) {
        if (totals.uploads().isEmpty()) {
            return paint.alarm("unknown: some entries could not be read");
        }
        return totals.uploads().getAsLong() == 0
                ? "none unfinished"
                : Units.count(totals.uploads()) + " unfinished, " + Units.bytes(totals.uploadBytes()) + ", the oldest "
                        + totals.oldestUpload()
                                .map(start -> Units.age(start, report.at()) + " old")
                                .orElse("of unknown age");
    }

    private String brokenTags(Totals totals) {
        if (totals.brokenTags().isEmpty()) {
            return paint.alarm("unknown: some entries could not be read");
        }
        long broken = totals.brokenTags().getAsLong();
        return broken == 0
                ? "none"
                : paint.alarm((totals.allTagsAreKnown() ? "" : "at least ") + Units.count(broken)
                        + " cannot be pulled whole");
    }

    private void forecast(Forecast forecast) {
        String name = switch (forecast.mode()) {
            case GC -> "Reclaimable";
            case GC_DELETE_UNTAGGED -> "";
        };
        fact(name, text(forecast));
    }

    private String text(Forecast forecast) {
        if (forecast.isBlocked()) {
            String later = forecast.reclaimable()
                    .map(freed -> "; " + freed(freed) + " once they are fixed")
                    .orElse("");
            return paint.alarm("0 B now: `" + forecast.command() + "` " + forecast.stops()) + later;
        }
        return forecast.reclaimable()
                .map(freed -> freed(freed) + " by `" + forecast.command() + "`"
                        + (forecast.isDestructive() ? ", " + paint.alarm("which " + forecast.destroys()) : ""))
                .orElseGet(() -> paint.alarm("unknown: " + forecast.unknown()));
    }

    private static String freed(Reclaimable freed) {
        return Units.bytes(freed.bytes()) + " in " + Units.count(freed.blobs(), "blob");
    }

    private static String repositories(OptionalLong count) {
        return Units.count(count) + (count.orElse(0) == 1 ? " repository" : " repositories");
    }

    private void fact(String name, String value) {
        out.println(paint.heading(name + " ".repeat(FIRST_COLUMN - name.length())) + value);
    }

    private void repositories() {
        if (report.repositories().isEmpty()) {
            return;
        }
        ranking("Repositories", report.repositories().size(), report.totals().listed());
        TextTable table = new TextTable(
                9,
                "STORED",
                "EXCLUSIVE",
                "TAGS",
                "REVISIONS",
                "UNTAGGED",
                "UPLOADS",
                "BROKEN",
                "DAMAGE",
                "PUSHED",
                "REPOSITORY");
        for (RepositoryLine line : report.repositories()) {
            table.row(cells(line).toArray(String[]::new));
        }
        table.lines(paint).forEach(out::println);
    }

    private void paths() {
        if (report.paths().lines().isEmpty()) {
            return;
        }
        ranking("Paths", report.paths().lines().size(), report.paths().listed());
        TextTable table = new TextTable(
                10,
                "STORED",
                "EXCLUSIVE",
                "REPOSITORIES",
                "TAGS",
                "REVISIONS",
                "UNTAGGED",
                "UPLOADS",
                "BROKEN",
                "DAMAGE",
                "PUSHED",
                "PATH");
        for (PathLine line : report.paths().lines()) {
            List<String> cells = new ArrayList<>(cells(line.figures()));
            cells.add(2, Units.count(line.repositories()));
            table.row(cells.toArray(String[]::new));
        }
        table.lines(paint).forEach(out::println);
    }

    private void ranking(String what, int listed, long all) {
        out.println();
        out.println(paint.heading(
                what + " by " + report.order() + " (" + Units.count(listed) + " of " + Units.count(all) + ")"));
    }

    private List<String> cells(RepositoryLine line) {
        return List.of(
                Units.bytes(line.storedBytes()),
                Units.bytes(line.exclusiveBytes()),
                Units.count(line.tags()),
                Units.count(line.revisions()),
                Units.count(line.untaggedRevisions()),
                Units.bytes(line.uploadBytes()),
                Units.count(line.brokenTags()),
                Units.count(line.damage()),
                line.isPushUnknown() ? "?" : Units.age(line.lastPush(), report.at()),
                line.name());
    }

    private void levers() {
        if (report.levers().isEmpty()) {
            return;
        }
        out.println();
        out.println(paint.heading("What to do, the largest first"));
        int number = 1;
        for (Lever lever : report.levers()) {
            out.println(number++ + ". " + Units.bytes(lever.bytes()) + ": "
                    + lever.kind().text());
            out.println("   " + lever.command());
            out.println("   " + lever.note());
        }
    }

    private void tags(String heading, List<TagLine> tags) {
        if (tags.isEmpty()) {
            return;
        }
        out.println();
        out.println(paint.heading(heading + " (" + Units.count(tags.size()) + " of "
                + Units.count(report.totals().tags()) + ")"));
        TextTable table = new TextTable(4, "SIZE", "ALONE", "LAYERS", "PUSHED", "TAG");
        for (TagLine tag : tags) {
            table.row(
                    Units.bytes(tag.bytes()),
                    Units.bytes(tag.exclusive()),
                    Units.count(tag.layers()),
                    Units.age(tag.pushed(), report.at()),
                    tag.repository() + ":" + tag.name());
        }
        table.lines(paint).forEach(out::println);
    }

    private void orphans() {
        List<Orphan> listed = report.orphans().map(Report.Orphans::listed).orElseGet(List::of);
        if (listed.isEmpty()) {
            return;
        }
        out.println();
        long all = report.orphans().map(Report.Orphans::count).orElse(0L);
        out.println(paint.heading("Orphans (" + Units.count(listed.size()) + " of " + Units.count(all) + ")"));
        TextTable table = new TextTable(0, "ORPHAN", "IMAGE THAT IS GONE");
        listed.forEach(orphan -> table.row(
                orphan.repository()
                        + orphan.tag()
                                .map(tag -> ":" + tag)
                                .orElseGet(() -> "@"
                                        + orphan.digest().map(Digest::toString).orElse("")),
                orphan.subject().toString()));
        table.lines(paint).forEach(out::println);
    }

    private void damage() {
        if (report.damages().isEmpty()) {
            return;
        }
        out.println();
        out.println(paint.heading("Damage (each entry: registry-exporter check)"));
        TextTable table = new TextTable(1, "ENTRIES", "REASON", "MEANING");
        Inventory.countByReason(report.damages().stream()).entrySet().stream()
                .sorted(Map.Entry.<DamageReason, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> table.row(
                        Units.count(entry.getValue()),
                        entry.getKey().label(),
                        entry.getKey().meaning()));
        table.lines(paint).forEach(out::println);
    }
}
