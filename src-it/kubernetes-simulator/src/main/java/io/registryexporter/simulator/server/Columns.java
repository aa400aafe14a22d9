package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.registryexporter.simulator.server.Kind.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The columns of the tables, as the real server has them. */
final class Columns {
    private static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "Name must be unique within a namespace.",
            0,
            (object, now) -> object.path("metadata").path("name"));
    private static final Column AGE = new Column(
            "Age",
            "string",
            "",
            "How long ago the object was created.",
            0,
            (object, now) -> TextNode.valueOf(Ages.since(text(object, ".metadata.creationTimestamp"), now)));

    private Columns() {}

    static List<Column> of(Kind kind) {
        if (kind.is(Trait.CUSTOM)) {
            return ofCustom(kind.columns());
        }
        return switch (kind.kind()) {
            case "Namespace" -> List.of(NAME, path("Status", ".status.phase"), AGE);
            case "Deployment" ->
                workload(
                        column("Ready", deployment -> ready(deployment)),
                        number("Up-to-date", ".status.updatedReplicas"),
                        number("Available", ".status.availableReplicas"));
            case "StatefulSet" -> workload(column("Ready", set -> ready(set)));
            case "ReplicaSet" ->
                workload(
                        number("Desired", ".spec.replicas"),
                        number("Current", ".status.replicas"),
                        number("Ready", ".status.readyReplicas"));
            case "Pod" -> PodColumns.all(NAME, AGE);
            case "Event" -> EventColumns.all();
            case "ConfigMap" -> List.of(NAME, column("Data", map -> "" + size(map)), AGE);
            case "Secret" -> List.of(NAME, path("Type", ".type"), column("Data", map -> "" + size(map)), AGE);
            case "CustomResourceDefinition" -> List.of(NAME, path("Created At", ".metadata.creationTimestamp"));
            case "Lease" -> List.of(NAME, path("Holder", ".spec.holderIdentity"), AGE);
            case "Service" ->
                List.of(
                        NAME,
                        path("Type", ".spec.type"),
                        path("Cluster-IP", ".spec.clusterIP"),
                        column("External-IP", service -> "<none>"),
                        column("Port(s)", Columns::ports),
                        AGE);
            default -> List.of(NAME, AGE);
        };
    }

    private static int size(JsonNode map) {
        return map.path("data").size() + map.path("binaryData").size();
    }

    private static String ports(JsonNode service) {
        List<String> ports = new ArrayList<>();
        service.path("spec")
                .path("ports")
                .forEach(port -> ports.add(
                        port.path("port").asText() + "/" + port.path("protocol").asText()));
        return ports.isEmpty() ? "<none>" : String.join(",", ports);
    }

    private static String ready(JsonNode workload) {
        return workload.path("status").path("readyReplicas").asInt() + "/"
                + workload.path("spec").path("replicas").asInt();
    }

    private static List<Column> workload(Column... own) {
        List<Column> columns = new ArrayList<>(List.of(NAME));
        columns.addAll(List.of(own));
        columns.add(AGE);
        columns.add(wide("Containers", workload -> containers(workload, "name")));
        columns.add(wide("Images", workload -> containers(workload, "image")));
        columns.add(wide(
                "Selector",
                workload -> workload.path("spec").path("selector").path("matchLabels").properties().stream()
                        .map(label -> label.getKey() + "=" + label.getValue().asText())
                        .collect(Collectors.joining(","))));
        return columns;
    }

    private static String containers(JsonNode workload, String field) {
        return JsonPaths.find(workload, ".spec.template.spec.containers[*]." + field).stream()
                .map(JsonNode::asText)
                .collect(Collectors.joining(","));
    }

    /** Name, what the CRD says, and the age if it says nothing. */
    private static List<Column> ofCustom(JsonNode printerColumns) {
        List<Column> columns = new ArrayList<>(List.of(NAME));
        if (printerColumns.isEmpty()) {
            columns.add(AGE);
        }
        for (JsonNode column : printerColumns) {
            String path = column.path("jsonPath").asText();
            String type = column.path("type").asText();
            columns.add(new Column(
                    column.path("name").asText(),
                    type,
                    column.path("format").asText(),
                    column.path("description").asText(),
                    column.path("priority").asInt(),
                    (object, now) -> JsonPaths.find(object, path).stream()
                            .findFirst()
                            .map(value -> type.equals("date")
                                    ? TextNode.valueOf(Ages.since(value.asText(), now))
                                    : typed(value, type))
                            .orElse(NullNode.getInstance())));
        }
        return columns;
    }

    private static JsonNode typed(JsonNode value, String type) {
        boolean scalar = type.equals("integer") || type.equals("number") || type.equals("boolean");
        if (scalar) {
            return value.isNumber() || value.isBoolean() ? value : NullNode.getInstance();
        }
        return TextNode.valueOf(value.isValueNode() ? value.asText() : value.toString());
    }

    static Column column(String name, Function<JsonNode, String> cell) {
        return new Column(name, "string", "", name, 0, (object, now) -> TextNode.valueOf(cell.apply(object)));
    }

    static Column wide(String name, Function<JsonNode, String> cell) {
        return new Column(name, "string", "", name, 1, (object, now) -> TextNode.valueOf(cell.apply(object)));
    }

    static Column path(String name, String path) {
        return column(name, object -> text(object, path));
    }

    private static Column number(String name, String path) {
        return new Column(
                name,
                "integer",
                "",
                name,
                0,
                (object, now) ->
                        com.fasterxml.jackson.databind.node.IntNode.valueOf(JsonPaths.find(object, path).stream()
                                .findFirst()
                                .map(JsonNode::asInt)
                                .orElse(0)));
    }

    static String text(JsonNode object, String path) {
        return JsonPaths.find(object, path).stream()
                .findFirst()
                .map(JsonNode::asText)
                .orElse("");
    }
}
