package io.registryexporter.exporter.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.retention.DeletionForecast;
import io.registryexporter.exporter.retention.Preview;
import io.registryexporter.exporter.retention.RepositoryPlan;
import io.registryexporter.exporter.retention.RetentionRule;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a retention rule would delete, for programs. docs/exporter/preview.md shows the shape: fields may be added, none is removed or
 * changes its meaning. What is not known is {@code null}.
 */
public final class JsonPreview {
    private final JsonFactory json =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    /**
     * Writes all of it.
     *
     * @param check of the same scan
     * @param after what a collection does after the deletion
     * @param cache whether the registry is a pull-through cache, which refuses deletions
     */
    public void write(Preview preview, Check check, List<Forecast> after, boolean cache, Writer out)
            throws IOException {
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
        try (JsonGenerator generator = json.createGenerator(out).setPrettyPrinter(printer)) {
            generator.writeStartObject();
            generator.writeStringField("v2", check.v2());
            generator.writeStringField("scannedAt", check.at().toString());
            rule(generator, preview.rule());
            generator.writeBooleanField("pullThroughCache", cache);
            generator.writeBooleanField("complete", preview.complete());
            generator.writeNumberField("tags", preview.goingTags());
            generator.writeNumberField("manifests", preview.manifests());
            count(generator, "stayingTags", preview.stayingTags(), preview.complete());
            count(generator, "leftBehind", preview.leftBehind(), preview.complete());
            generator.writeObjectFieldStart("garbageCollection");
            for (int i = 0; i < after.size(); i++) {
                Forecast now = check.forecasts().get(i);
                generator.writeObjectFieldStart(now.mode().label());
                blockers(generator, "blockers", now);
                blockers(generator, "blockersAfter", after.get(i));
                count(
                        generator,
                        "breaksTags",
                        after.get(i).breaks().orElse(0),
                        after.get(i).breaks().isPresent());
                collection(generator, Optional.ofNullable(preview.forecasts().get(now.mode())));
                generator.writeEndObject();
            }
            generator.writeEndObject();
            generator.writeArrayFieldStart("repositories");
            for (RepositoryPlan plan : preview.repositories()) {
                repository(generator, plan, preview);
            }
            generator.writeEndArray();
            generator.writeEndObject();
        }
        out.write(System.lineSeparator());
    }

    private static void rule(JsonGenerator generator, RetentionRule rule) throws IOException {
        generator.writeObjectFieldStart("rule");
        if (rule.keepLast().isPresent()) {
            generator.writeNumberField("keepLast", rule.keepLast().getAsInt());
        }
        if (rule.olderThan().isPresent()) {
            generator.writeNumberField(
                    "olderThanSeconds", rule.olderThan().get().toSeconds());
        }
        JsonFields.text(generator, "repository", rule.patterns().repository());
        JsonFields.text(generator, "repositoryExclude", rule.patterns().repositoryExclude());
        JsonFields.text(generator, "tag", rule.patterns().tag());
        JsonFields.text(generator, "tagExclude", rule.patterns().tagExclude());
        generator.writeBooleanField("withReferrers", rule.withReferrers());
        generator.writeEndObject();
    }

    private static void count(JsonGenerator generator, String name, long count, boolean known) throws IOException {
        if (known) {
            generator.writeNumberField(name, count);
        } else {
            generator.writeNullField(name);
        }
    }

    private static void blockers(JsonGenerator generator, String name, Forecast forecast) throws IOException {
        count(
                generator,
                name,
                forecast.blockers().orElse(0),
                forecast.blockers().isPresent());
    }

    private static void collection(JsonGenerator generator, Optional<DeletionForecast> deletion) throws IOException {
        if (deletion.isPresent()) {
            JsonFields.blobs(generator, "now", deletion.get().now());
            JsonFields.blobs(generator, "after", deletion.get().after());
            JsonFields.blobs(generator, "beyond", deletion.get().beyond());
            JsonFields.blobs(generator, "shared", deletion.get().shared());
        } else {
            for (String unknown : List.of("now", "after", "beyond", "shared")) {
                generator.writeNullField(unknown);
            }
        }
    }

    private static void repository(JsonGenerator generator, RepositoryPlan plan, Preview preview) throws IOException {
        generator.writeStartObject();
        generator.writeStringField("name", plan.name());
        generator.writeObjectFieldStart("beyond");
        for (GarbageCollectionMode mode : GarbageCollectionMode.values()) {
            if (preview.forecasts().containsKey(mode)) {
                Map<String, Reclaimable> own = preview.forecasts().get(mode).byRepository();
                JsonFields.blobs(generator, mode.label(), own.getOrDefault(plan.name(), new Reclaimable(0, 0)));
            } else {
                generator.writeNullField(mode.label());
            }
        }
        generator.writeEndObject();
        generator.writeArrayFieldStart("digests");
        for (String digest :
                plan.digests().stream().map(Digest::toString).sorted().toList()) {
            generator.writeString(digest);
        }
        generator.writeEndArray();
        going(generator, plan);
        staying(generator, plan);
        leftBehind(generator, plan);
        generator.writeEndObject();
    }

    private static void going(JsonGenerator generator, RepositoryPlan plan) throws IOException {
        generator.writeArrayFieldStart("going");
        for (RepositoryPlan.Going going : plan.going()) {
            generator.writeStartObject();
            JsonFields.text(generator, "tag", going.tag());
            generator.writeStringField("digest", going.digest().toString());
            JsonFields.text(generator, "pushed", going.pushed());
            JsonFields.text(generator, "subject", going.subject());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void staying(JsonGenerator generator, RepositoryPlan plan) throws IOException {
        generator.writeArrayFieldStart("staying");
        for (RepositoryPlan.Staying staying : plan.staying()) {
            generator.writeStartObject();
            generator.writeStringField("tag", staying.tag());
            generator.writeStringField("reason", staying.reason().label());
            generator.writeStringField("detail", staying.detail());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }

    private static void leftBehind(JsonGenerator generator, RepositoryPlan plan) throws IOException {
        generator.writeArrayFieldStart("leftBehind");
        for (RepositoryPlan.LeftBehind left : plan.leftBehind()) {
            generator.writeStartObject();
            JsonFields.text(generator, "tag", left.tag());
            generator.writeStringField("digest", left.digest().toString());
            generator.writeStringField("subject", left.subject().toString());
            generator.writeEndObject();
        }
        generator.writeEndArray();
    }
}
