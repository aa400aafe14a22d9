package io.registryexporter.exporter.page;

import io.registryexporter.exporter.report.RepositoryLine;
import io.registryexporter.exporter.report.Units;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;

/** A repository as the template reads it. */
record RepositoryRow(
        String name,
        Figure stored,
        Figure exclusive,
        Figure tags,
        Figure revisions,
        Figure untagged,
        Figure uploads,
        Figure broken,
        Figure damage,
        Figure pushed,
        String pushedAt) {

    /**
     * A figure of a repository.
     *
     * @param number to sort by; empty where it is not known
     * @param text to read
     */
    record Figure(String number, String text, boolean alarm) {

        static Figure of(OptionalLong number, Function<OptionalLong, String> text) {
            return new Figure(number.isPresent() ? Long.toString(number.getAsLong()) : "", text.apply(number), false);
        }

        Figure alarming(long number) {
            return new Figure(this.number, text, number > 0);
        }
    }

    static RepositoryRow of(RepositoryLine line, Instant now) {
        return new RepositoryRow(
                line.name(),
                Figure.of(line.storedBytes(), Units::bytes),
                Figure.of(line.exclusiveBytes(), Units::bytes),
                Figure.of(line.tags(), Units::count),
                Figure.of(line.revisions(), Units::count),
                Figure.of(line.untaggedRevisions(), Units::count),
                Figure.of(line.uploadBytes(), bytes -> bytes.orElse(1) == 0 ? "0" : Units.bytes(bytes)),
                Figure.of(line.brokenTags(), Units::count)
                        .alarming(line.brokenTags().orElse(0)),
                Figure.of(OptionalLong.of(line.damage()), Units::count).alarming(line.damage()),
                new Figure(
                        line.isPushUnknown()
                                ? ""
                                : Long.toString(line.lastPush()
                                        .map(Instant::toEpochMilli)
                                        .orElse(0L)),
                        line.isPushUnknown() ? "?" : Units.age(line.lastPush(), now),
                        false),
                line.lastPush().map(Units::time).orElse(""));
    }
}
