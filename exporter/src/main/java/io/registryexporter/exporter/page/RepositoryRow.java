package io.registryexporter.exporter.page;

import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.RepositoryLine;
import io.registryexporter.exporter.report.Units;
import java.time.Instant;

/** A repository as the template reads it: numbers to sort by, empty where they are not known, and texts to read. */
record RepositoryRow(
        String name,
        long storedBytes,
        String stored,
        String exclusiveBytes,
        String exclusive,
        long tags,
        String tagsText,
        long revisions,
        String revisionsText,
        long untagged,
        String untaggedText,
        long uploadBytes,
        String uploads,
        String brokenTags,
        String brokenText,
        boolean broken,
        long damage,
        String damageText,
        boolean damaged,
        long pushedMillis,
        String pushedAt,
        String pushed) {

    static RepositoryRow of(RepositoryLine line, Report report, Instant now) {
        boolean complete = report.complete();
        return new RepositoryRow(
                line.name(),
                line.storedBytes(),
                report.blobsAreKnown() ? Units.bytes(line.storedBytes()) : "?",
                complete ? Long.toString(line.exclusiveBytes()) : "",
                complete ? Units.bytes(line.exclusiveBytes()) : "?",
                line.tags(),
                Units.count(line.tags()),
                line.revisions(),
                Units.count(line.revisions()),
                line.untaggedRevisions(),
                Units.count(line.untaggedRevisions()),
                line.uploadBytes(),
                line.uploads() == 0 ? "0" : Units.bytes(line.uploadBytes()),
                line.brokenTags().isPresent() ? Long.toString(line.brokenTags().getAsLong()) : "",
                Units.count(line.brokenTags()),
                line.brokenTags().orElse(0) > 0,
                line.damage(),
                Units.count(line.damage()),
                line.damage() > 0,
                line.lastPush().map(Instant::toEpochMilli).orElse(0L),
                line.lastPush().map(Units::time).orElse(""),
                Units.age(line.lastPush(), now));
    }
}
