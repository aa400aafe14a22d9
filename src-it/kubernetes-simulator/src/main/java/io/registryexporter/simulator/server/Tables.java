package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Objects as the tables that kubectl prints. */
final class Tables {
    private Tables() {}

    /**
     * Makes a table.
     *
     * @param include what of each object comes with its row: None, Metadata or Object
     */
    static ObjectNode of(Kind kind, List<? extends JsonNode> objects, String version, String include, Instant now) {
        ObjectNode table = JsonNodeFactory.instance.objectNode();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata").put("resourceVersion", version);
        List<Column> columns = Columns.of(kind);
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> definitions
                .addObject()
                .put("name", column.name())
                .put("type", column.type())
                .put("format", column.format())
                .put("description", column.description())
                .put("priority", column.priority()));
        ArrayNode rows = table.putArray("rows");
        objects.forEach(object -> {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            columns.forEach(column -> cells.add(column.cell().apply(object, now)));
            if (!include.equals("None")) {
                row.set("object", include.equals("Object") ? object : metadataOf(object));
            }
        });
        return table;
    }

    private static ObjectNode metadataOf(JsonNode object) {
        ObjectNode partial = JsonNodeFactory.instance.objectNode();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
    }
}
