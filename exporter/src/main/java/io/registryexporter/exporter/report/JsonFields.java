package io.registryexporter.exporter.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.retention.Orphan;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Fields that several documents have. */
final class JsonFields {
    private JsonFields() {}

    /** An object of the number of blobs and their bytes. */
    static void blobs(JsonGenerator generator, String name, Reclaimable freed) throws IOException {
        generator.writeObjectFieldStart(name);
        generator.writeNumberField("blobs", freed.blobs());
        generator.writeNumberField("bytes", freed.bytes());
        generator.writeEndObject();
    }

    /** A text, or nothing. */
    static void text(JsonGenerator generator, String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            generator.writeStringField(name, value.get().toString());
        }
    }

    /** The orphans, or null if they are not known. */
    static void orphans(JsonGenerator generator, Optional<List<Orphan>> orphans) throws IOException {
        if (orphans.isEmpty()) {
            generator.writeNullField("orphans");
            return;
        }
        generator.writeArrayFieldStart("orphans");
        for (Orphan orphan : orphans.get()) {
            generator.writeStartObject();
            generator.writeStringField("repository", orphan.repository());
            text(generator, "tag", orphan.tag());
            text(generator, "digest", orphan.digest());
            generator.writeStringField("subject", orphan.subject().toString());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }
}
