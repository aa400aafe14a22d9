package io.registryexporter.exporter.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.registryexporter.exporter.inventory.GarbageCollectionMode;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.scan.Damage;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report, or the damaged entries alone, for programs. The README shows the shape: fields may be added to it, none
 * goes or changes its meaning. Bytes are numbers, moments are RFC 3339 in UTC, what is not known is absent.
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
            generator.writeArrayFieldStart("repositories");
            for (RepositoryLine line : report.repositories()) {
                repository(generator, line, report.complete());
            }
            generator.writeEndArray();
            generator.writeArrayFieldStart("largestTags");
            for (TagLine line : report.tags()) {
                tag(generator, line);
            }
            generator.writeEndArray();
            damages(generator, report.damages());
            generator.writeEndObject();
        }
        out.write(System.lineSeparator());
    }

    /** The same as {@code damages} of a report. */
    public void write(String v2, Instant at, List<Damage> damages, Writer out) throws IOException {
        try (JsonGenerator generator = open(out)) {
            generator.writeStartObject();
            generator.writeStringField("v2", v2);
            generator.writeStringField("scannedAt", at.toString());
            damages(generator, damages);
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
        generator.writeNumberField("bytes", totals.bytes());
        generator.writeNumberField("blobs", totals.blobs());
        generator.writeNumberField("repositories", totals.repositories());
        generator.writeNumberField("tags", totals.tags());
        generator.writeNumberField("revisions", totals.revisions());
        generator.writeNumberField("untaggedRevisions", totals.untaggedRevisions());
        generator.writeEndObject();
        if (report.volume().isPresent()) {
            generator.writeObjectFieldStart("filesystem");
            generator.writeNumberField("sizeBytes", report.volume().get().size());
            generator.writeNumberField("availBytes", report.volume().get().available());
            generator.writeEndObject();
        }
        if (report.complete()) {
            generator.writeObjectFieldStart("reclaimable");
            for (Map.Entry<GarbageCollectionMode, Reclaimable> mode :
                    report.reclaimable().entrySet()) {
                generator.writeObjectFieldStart(mode.getKey().label());
                generator.writeNumberField("blobs", mode.getValue().blobs());
                generator.writeNumberField("bytes", mode.getValue().bytes());
                generator.writeEndObject();
            }
            generator.writeEndObject();
        }
        generator.writeObjectFieldStart("uploads");
        generator.writeNumberField("count", totals.uploads());
        generator.writeNumberField("bytes", totals.uploadBytes());
        moment(generator, "oldest", totals.oldestUpload());
        generator.writeEndObject();
    }

    private static void repository(JsonGenerator generator, RepositoryLine line, boolean complete) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("name", line.name());
        generator.writeNumberField("storedBytes", line.storedBytes());
        if (complete) {
            generator.writeNumberField("exclusiveBytes", line.exclusiveBytes());
        }
        generator.writeNumberField("tags", line.tags());
        generator.writeNumberField("revisions", line.revisions());
        generator.writeNumberField("untaggedRevisions", line.untaggedRevisions());
        generator.writeNumberField("unreachableRevisions", line.unreachableRevisions());
        generator.writeNumberField("uploads", line.uploads());
        generator.writeNumberField("uploadBytes", line.uploadBytes());
        generator.writeNumberField("damage", line.damage());
        moment(generator, "lastPush", line.lastPush());
        generator.writeEndObject();
    }

    private static void tag(JsonGenerator generator, TagLine line) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("repository", line.repository());
        generator.writeStringField("tag", line.name());
        generator.writeNumberField("bytes", line.bytes());
        generator.writeNumberField("layers", line.layers());
        generator.writeStringField("pushed", line.pushed().toString());
        generator.writeEndObject();
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
            generator.writeStringField("remedy", Remedy.of(damage.reason()));
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
