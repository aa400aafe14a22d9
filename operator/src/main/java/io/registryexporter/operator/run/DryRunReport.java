package io.registryexporter.operator.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.common.text.Paint;
import io.registryexporter.common.text.TextTable;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.reconcile.ForecastLine;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints what a dry run has found. */
public record DryRunReport(Format format, PrintStream out) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The forms of the report. */
    public enum Format {
        TABLE,
        JSON;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Prints the lines in their order. */
    void print(List<ForecastLine> lines) {
        if (format == Format.JSON) {
            json(lines);
        } else {
            table(lines);
        }
    }

    private void table(List<ForecastLine> lines) {
        TextTable table = new TextTable(0, "NAMESPACE", "WORKLOAD", "RESOURCE", "ACTION", "WHY");
        lines.forEach(line -> table.row(
                line.workload().namespace(),
                line.workload().kind() + "/" + line.workload().name(),
                line.resource().isEmpty() ? "-" : line.resource(),
                line.action().toString(),
                line.why()));
        table.lines(new Paint(false)).forEach(out::println);
        Map<ForecastLine.Action, Long> counts =
                lines.stream().collect(Collectors.groupingBy(ForecastLine::action, Collectors.counting()));
        out.printf(
                "%d to inject, %d to update, %d to take back; nothing was changed%n",
                counts.getOrDefault(ForecastLine.Action.INJECT, 0L),
                counts.getOrDefault(ForecastLine.Action.UPDATE, 0L),
                counts.getOrDefault(ForecastLine.Action.TAKE_BACK, 0L));
    }

    private void json(List<ForecastLine> lines) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        lines.forEach(line -> list.add(object(line)));
        try {
            out.println(JSON.writeValueAsString(list));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts is always JSON", e);
        }
    }

    private static ObjectNode object(ForecastLine line) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("namespace", line.workload().namespace())
                .put("kind", line.workload().kind().toString())
                .put("name", line.workload().name());
        put(object, "resource", Optional.of(line.resource()).filter(name -> !name.isEmpty()));
        object.put("action", line.action().toString());
        put(object, "reason", line.reason().map(Object::toString));
        object.put("message", line.message());
        put(object, "container", of(line, RegistryStorage::container));
        put(object, "volume", of(line, RegistryStorage::volumes));
        put(object, "path", of(line, RegistryStorage::path));
        ArrayNode hazards = object.putArray("hazards");
        line.hazards().forEach(hazards::add);
        return object;
    }

    private static Optional<String> of(ForecastLine line, Function<RegistryStorage, String> field) {
        return line.storage().map(field);
    }

    /** What is not known is null. */
    private static void put(ObjectNode object, String field, Optional<String> value) {
        value.ifPresentOrElse(text -> object.put(field, text), () -> object.putNull(field));
    }
}
