package io.registryexporter.exporter.page;

import io.registryexporter.exporter.report.Forecast;
import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.Totals;
import io.registryexporter.exporter.report.Units;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One figure at the head of the page.
 *
 * @param alarm whether somebody should act
 */
record Fact(String name, String value, String detail, boolean alarm) {
    private static final int ALMOST_FULL = 10;
    private static final String UNKNOWN = "unknown";

    static List<Fact> of(Report report, Instant now) {
        Totals totals = report.totals();
        List<Fact> facts = new ArrayList<>();
        facts.add(
                totals.bytes().isPresent()
                        ? new Fact(
                                "Stored",
                                Units.bytes(totals.bytes()),
                                "in " + Units.count(totals.blobs(), "blob"),
                                false)
                        : new Fact("Stored", UNKNOWN, "blobs could not be read", true));
        report.volume()
                .ifPresent(volume -> facts.add(new Fact(
                        "Available",
                        Units.bytes(volume.available()),
                        Units.percent(volume.available(), volume.size()) + " of " + Units.bytes(volume.size()),
                        volume.available() < volume.size() / ALMOST_FULL)));
        report.forecasts().forEach(forecast -> facts.add(reclaimable(forecast)));
        facts.add(new Fact(
                "Repositories",
                Units.count(totals.repositories()),
                Units.count(totals.tags(), "tag") + ", " + Units.count(totals.revisions(), "revision"),
                false));
        facts.add(new Fact(
                "Unfinished uploads",
                totals.uploadBytes().isPresent() ? Units.bytes(totals.uploadBytes()) : UNKNOWN,
                uploads(totals, now),
                totals.uploads().isEmpty()));
        facts.add(
                totals.brokenTags().isPresent()
                        ? new Fact(
                                "Broken tags",
                                (totals.allTagsAreKnown() ? "" : "at least ") + Units.count(totals.brokenTags()),
                                "cannot be pulled whole",
                                totals.brokenTags().getAsLong() > 0)
                        : new Fact("Broken tags", UNKNOWN, "some entries could not be read", true));
        facts.add(new Fact(
                "Damage",
                Units.count(totals.damage()),
                totals.damage() == 0 ? "none found" : "see below",
                totals.damage() > 0));
        facts.add(new Fact("Scanned", Units.age(report.at(), now) + " ago", Units.time(report.at()), false));
        return facts;
    }

    private static String uploads(Totals totals, Instant now) {
        if (totals.uploads().isEmpty()) {
            return "some entries could not be read";
        }
        return totals.uploads().getAsLong() == 0
                ? "none"
                : Units.count(totals.uploads()) + ", the oldest "
                        + totals.oldestUpload()
                                .map(start -> Units.age(start, now))
                                .orElse("of unknown age");
    }

    private static Fact reclaimable(Forecast forecast) {
        String name = switch (forecast.mode()) {
            case GC -> "Reclaimable";
            case GC_DELETE_UNTAGGED -> "Reclaimable with -m";
        };
        if (forecast.isBlocked()) {
            String later = forecast.reclaimable()
                    .map(freed -> "; " + Units.bytes(freed.bytes()) + " once they are fixed")
                    .orElse("");
            return new Fact(name, "0 B now", "garbage-collect " + forecast.stops() + later, true);
        }
        return forecast.reclaimable()
                .map(freed -> new Fact(
                        name,
                        Units.bytes(freed.bytes()),
                        Units.count(freed.blobs(), "blob") + " by garbage-collect",
                        false))
                .orElseGet(() -> new Fact(name, UNKNOWN, forecast.unknown(), true));
    }
}
