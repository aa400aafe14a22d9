package io.registryexporter.exporter.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.registryexporter.exporter.inventory.BrokenTag;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.DiskKind;
import io.registryexporter.exporter.storage.DiskUsage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A report, or the damaged entries alone, for programs. docs/exporter/report-and-check.md shows the shape: fields may be added, none is removed or
 * changes its meaning. Bytes are numbers, times are RFC 3339 in UTC, unknown values are {@code null} or absent.
 */
public final class JsonReport {
    private final JsonFactory json =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    public void write(Report report, Writer out) throws IOException {
        try (JsonGenerator generator = open(out)) {
            generator.writeStartObject();
            generator.writeStringField("v2", report.v2());
            generator.writeStringField("scannedAt", report.at().toString());
            totals(generator, report);
            levers(generator, report.levers());
            if (report.disk().isPresent()) {
                disk(generator, report.disk().get());
            }
            generator.writeArrayFieldStart("repositories");
            for (RepositoryLine line : report.repositories()) {
                repository(generator, line);
            }
            generator.writeEndArray();
            generator.writeArrayFieldStart("paths");
            for (PathLine line : report.paths().lines()) {
                path(generator, line);
            }
            generator.writeEndArray();
            tags(generator, "largestTags", report.tags());
            if (report.order() == RepositoryOrder.PUSHED) {
                tags(generator, "oldestTags", report.oldestTags());
            }
            JsonFields.orphans(generator, report.orphans().map(Report.Orphans::listed));
            sound(generator, report.brokenTags(), report.forecasts(), report.damages());
            generator.writeEndObject();
        }
        out.write(System.lineSeparator());
    }

    /** Writes the part of a report that shows whether anything is broken. */
    public void write(Check check, Writer out) throws IOException {
        try (JsonGenerator generator = open(out)) {
            generator.writeStartObject();
            generator.writeStringField("v2", check.v2());
            generator.writeStringField("scannedAt", check.at().toString());
            generator.writeBooleanField("complete", check.complete());
            sound(generator, check.brokenTags(), check.forecasts(), check.damages());
            generator.writeEndObject();
        }
        out.write(System.lineSeparator());
    }

    private JsonGenerator open(Writer out) throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        return json.createGenerator(out).setPrettyPrinter(printer);
    }

    private static void totals(JsonGenerator generator, Report report) throws IOException {
        Totals totals = report.totals();
        generator.writeObjectFieldStart("storage");
        number(generator, "bytes", totals.bytes());
        number(generator, "blobs", totals.blobs());
        number(generator, "repositories", totals.repositories());
        number(generator, "tags", totals.tags());
        number(generator, "revisions", totals.revisions());
        number(generator, "untaggedRevisions", totals.untaggedRevisions());
        generator.writeEndObject();
        if (report.volume().isPresent()) {
            generator.writeObjectFieldStart("filesystem");
            generator.writeNumberField("sizeBytes", report.volume().get().size());
            generator.writeNumberField("availBytes", report.volume().get().available());
            generator.writeEndObject();
        }
        if (report.forecasts().stream().allMatch(Forecast::isKnown)) {
            generator.writeObjectFieldStart("reclaimable");
            for (Forecast forecast : report.forecasts()) {
                generator.writeObjectFieldStart(forecast.mode().label());
                reclaimable(generator, forecast);
                generator.writeEndObject();
            }
            generator.writeEndObject();
        }
        generator.writeObjectFieldStart("uploads");
        number(generator, "count", totals.uploads());
        number(generator, "bytes", totals.uploadBytes());
        moment(generator, "oldest", totals.oldestUpload());
        generator.writeEndObject();
    }

    private static void repository(JsonGenerator generator, RepositoryLine line) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("name", line.name());
        figures(generator, line);
        generator.writeEndObject();
    }

    private static void path(JsonGenerator generator, PathLine line) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("path", line.path());
        number(generator, "repositories", line.repositories());
        figures(generator, line.figures());
        generator.writeEndObject();
    }

    private static void figures(JsonGenerator generator, RepositoryLine line) throws IOException {
        number(generator, "storedBytes", line.storedBytes());
        if (line.exclusiveBytes().isPresent()) {
            generator.writeNumberField("exclusiveBytes", line.exclusiveBytes().getAsLong());
        }
        number(generator, "tags", line.tags());
        number(generator, "revisions", line.revisions());
        number(generator, "untaggedRevisions", line.untaggedRevisions());
        number(generator, "unreachableRevisions", line.unreachableRevisions());
        number(generator, "uploads", line.uploads());
        number(generator, "uploadBytes", line.uploadBytes());
        number(generator, "brokenTags", line.brokenTags());
        generator.writeNumberField("damage", line.damage());
        moment(generator, "lastPush", line.lastPush());
    }

    /** Writes a page of a list of tags, in one line. */
    public void write(TagPage page, Writer out) throws IOException {
        try (JsonGenerator generator = json.createGenerator(out)) {
            generator.writeStartObject();
            generator.writeStringField("scannedAt", page.at().toString());
            generator.writeNumberField("matches", page.matches());
            generator.writeNumberField("page", page.page());
            generator.writeNumberField("pages", page.pages());
            tags(generator, "tags", page.tags());
            generator.writeEndObject();
        }
    }

    private static void levers(JsonGenerator generator, List<Lever> levers) throws IOException {
        generator.writeArrayFieldStart("levers");
        for (Lever lever : levers) {
            generator.writeStartObject();
            generator.writeStringField("kind", lever.kind().name().toLowerCase(Locale.ROOT));
            generator.writeNumberField("bytes", lever.bytes());
            generator.writeStringField("command", lever.command());
            generator.writeStringField("note", lever.note());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void disk(JsonGenerator generator, DiskUsage disk) throws IOException {
        generator.writeObjectFieldStart("diskUsage");
        generator.writeStringField("path", disk.path());
        number(generator, "bytes", whole(disk, disk.total().bytes()));
        number(generator, "entries", whole(disk, disk.total().entries()));
        generator.writeNumberField("unreadable", disk.unreadable());
        generator.writeObjectFieldStart("kinds");
        for (DiskKind kind : DiskKind.values()) {
            DiskUsage.Amount amount = disk.of(kind);
            generator.writeObjectFieldStart(kind.label());
            number(generator, "bytes", whole(disk, amount.bytes()));
            number(generator, "files", whole(disk, amount.files()));
            number(generator, "directories", whole(disk, amount.directories()));
            generator.writeEndObject();
        }
        generator.writeEndObject();
        generator.writeEndObject();
    }

    private static OptionalLong whole(DiskUsage disk, long amount) {
        return disk.isComplete() ? OptionalLong.of(amount) : OptionalLong.empty();
    }

    private static void tags(JsonGenerator generator, String name, List<TagLine> lines) throws IOException {
        generator.writeArrayFieldStart(name);
        for (TagLine line : lines) {
            tag(generator, line);
        }
        generator.writeEndArray();
    }

    private static void tag(JsonGenerator generator, TagLine line) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("repository", line.repository());
        generator.writeStringField("tag", line.name());
        generator.writeNumberField("bytes", line.bytes());
        number(generator, "exclusiveBytes", line.exclusive());
        generator.writeNumberField("layers", line.layers());
        generator.writeStringField("pushed", line.pushed().toString());
        generator.writeEndObject();
    }

    private static void sound(
            JsonGenerator generator, List<BrokenTag> broken, List<Forecast> forecasts, List<Damage> damages)
            throws IOException {
        generator.writeArrayFieldStart("brokenTags");
        for (BrokenTag tag : broken) {
            generator.writeStartObject();
            generator.writeStringField("repository", tag.repository());
            generator.writeStringField("tag", tag.tag());
            strings(generator, "reasons", tag.reasons().stream().map(DamageReason::label));
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeObjectFieldStart("garbageCollection");
        for (Forecast forecast : forecasts) {
            generator.writeObjectFieldStart(forecast.mode().label());
            number(generator, "blockers", forecast.blockers());
            number(generator, "breaksTags", forecast.breaks());
            reclaimable(generator, forecast);
            generator.writeEndObject();
        }
        generator.writeEndObject();
        damages(generator, damages);
    }

    private static void reclaimable(JsonGenerator generator, Forecast forecast) throws IOException {
        number(
                generator,
                "blobs",
                forecast.reclaimable().stream().mapToLong(Reclaimable::blobs).findFirst());
        number(
                generator,
                "bytes",
                forecast.reclaimable().stream().mapToLong(Reclaimable::bytes).findFirst());
    }

    private static void number(JsonGenerator generator, String name, OptionalLong value) throws IOException {
        if (value.isPresent()) {
            generator.writeNumberField(name, value.getAsLong());
        } else {
            generator.writeNullField(name);
        }
    }

    private static void strings(JsonGenerator generator, String name, Stream<String> values) throws IOException {
        generator.writeArrayFieldStart(name);
        for (String value : values.toList()) {
            generator.writeString(value);
        }
        generator.writeEndArray();
    }

    private static void damages(JsonGenerator generator, List<Damage> damages) throws IOException {
        generator.writeArrayFieldStart("damage");
        for (Damage damage : damages) {
            generator.writeStartObject();
            generator.writeStringField("path", damage.path());
            if (damage.repository().isPresent()) {
                generator.writeStringField("repository", damage.repository().get());
            }
            generator.writeStringField("reason", damage.reason().label());
            generator.writeStringField("meaning", damage.reason().meaning());
            if (!damage.detail().isEmpty()) {
                generator.writeStringField("detail", damage.detail());
            }
            strings(generator, "tags", damage.tags().stream());
            strings(generator, "blocks", damage.blocks().stream().sorted().map(GarbageCollectionMode::label));
            generator.writeStringField("remedy", Remedy.of(damage));
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void moment(JsonGenerator generator, String name, Optional<Instant> moment) throws IOException {
        if (moment.isPresent()) {
            generator.writeStringField(name, moment.get().toString());
        }
    }
}
