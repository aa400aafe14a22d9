package io.registryexporter.exporter.page;

import io.registryexporter.exporter.report.RepositoryLine;
import io.registryexporter.exporter.report.Units;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.function.Function;

/** A repository as the template reads it, by the names of these methods. */
record RepositoryRow(RepositoryLine line, Instant now) {

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

    String name() {
        return line.name();
    }

    Figure stored() {
        return Figure.of(line.storedBytes(), Units::bytes);
    }

    Figure exclusive() {
        return Figure.of(line.exclusiveBytes(), Units::bytes);
    }

    Figure tags() {
        return Figure.of(line.tags(), Units::count);
    }

    Figure revisions() {
        return Figure.of(line.revisions(), Units::count);
    }

    Figure untagged() {
        return Figure.of(line.untaggedRevisions(), Units::count);
    }

    Figure uploads() {
        return Figure.of(line.uploadBytes(), bytes -> bytes.orElse(1) == 0 ? "0" : Units.bytes(bytes));
    }

    Figure broken() {
        return Figure.of(line.brokenTags(), Units::count)
                .alarming(line.brokenTags().orElse(0));
    }

    Figure damage() {
        return Figure.of(OptionalLong.of(line.damage()), Units::count).alarming(line.damage());
    }

    Figure pushed() {
        return line.isPushUnknown()
                ? new Figure("", "?", false)
                : new Figure(
                        Long.toString(line.lastPush().map(Instant::toEpochMilli).orElse(0L)),
                        Units.age(line.lastPush(), now),
                        false);
    }

    String pushedAt() {
        return line.lastPush().map(Units::time).orElse("");
    }
}
