package io.registryexporter.exporter.page;

import io.registryexporter.exporter.inventory.GarbageCollectionMode;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.Totals;
import io.registryexporter.exporter.report.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure at the head of the page.
 *
 * @param alarm whether somebody should do something about it
 */
record Fact(String name, String value, String detail, boolean alarm) {
    private static final int ALMOST_FULL = 10;

    static List<Fact> of(Report report, Instant now) {
        Totals totals = report.totals();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Stored", Units.bytes(totals.bytes()), "in " + Units.count(totals.blobs(), "blob"), false));
        report.volume()
                .ifPresent(volume -> facts.add(new Fact(
                        "Available",
                        Units.bytes(volume.available()),
                        Units.percent(volume.available(), volume.size()) + " of " + Units.bytes(volume.size()),
                        volume.available() < volume.size() / ALMOST_FULL)));
        facts.addAll(reclaimable(report));
        facts.add(new Fact(
                "Repositories",
                Units.count(totals.repositories()),
                Units.count(totals.tags(), "tag") + ", " + Units.count(totals.revisions(), "revision"),
                false));
        facts.add(new Fact(
                "Unfinished uploads",
                Units.bytes(totals.uploadBytes()),
                totals.uploads() == 0
                        ? "none"
                        : Units.count(totals.uploads()) + ", the oldest " + Units.age(totals.oldestUpload(), now),
                false));
        facts.add(new Fact(
                "Damage",
                Units.count(totals.damage()),
                totals.damage() == 0 ? "none found" : "see below",
                totals.damage() > 0));
        facts.add(new Fact("Scanned", Units.age(report.at(), now) + " ago", Units.time(report.at()), false));
        return facts;
    }

    private static List<Fact> reclaimable(Report report) {
        if (!report.complete()) {
            return List.of(new Fact("Reclaimable", "unknown", "some entries could not be read", true));
        }
        return List.of(
                reclaimable("Reclaimable", report, GarbageCollectionMode.GC),
                reclaimable("Reclaimable with -m", report, GarbageCollectionMode.GC_DELETE_UNTAGGED));
    }

    private static Fact reclaimable(String name, Report report, GarbageCollectionMode mode) {
        Reclaimable freed = report.reclaimable().get(mode);
        String blobs = Units.count(freed.blobs(), "blob");
        return new Fact(name, Units.bytes(freed.bytes()), blobs + " by garbage-collect", false);
    }
}
