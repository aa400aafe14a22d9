package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What is shown of events, in the form of either group. */
final class EventColumns {
    private EventColumns() {}

    static List<Column> all() {
        return List.of(
                new Column(
                        "Last Seen",
                        "string",
                        "",
                        "When the event was seen last.",
                        0,
                        (event, now) -> TextNode.valueOf(Ages.since(lastSeen(event), now))),
                Columns.path("Type", ".type"),
                Columns.path("Reason", ".reason"),
                Columns.column("Object", EventColumns::object),
                Columns.wide("Subobject", event -> first(event, ".involvedObject.fieldPath", ".regarding.fieldPath")),
                Columns.wide(
                        "Source",
                        event -> first(event, ".source.component", ".reportingComponent", ".reportingController")),
                Columns.column(
                        "Message", event -> first(event, ".message", ".note").strip()),
                new Column(
                        "First Seen",
                        "string",
                        "",
                        "When the event was seen first.",
                        1,
                        (event, now) -> TextNode.valueOf(Ages.since(
                                first(event, ".firstTimestamp", ".eventTime", ".metadata.creationTimestamp"), now))),
                Columns.wide("Count", event -> first(event, ".series.count", ".count", ".deprecatedCount")),
                Columns.wide("Name", event -> Columns.text(event, ".metadata.name")));
    }

    private static String lastSeen(JsonNode event) {
        return first(
                event,
                ".series.lastObservedTime",
                ".lastTimestamp",
                ".deprecatedLastTimestamp",
                ".eventTime",
                ".metadata.creationTimestamp");
    }

    private static String object(JsonNode event) {
        return first(event, ".involvedObject.kind", ".regarding.kind").toLowerCase(Locale.ROOT) + "/"
                + first(event, ".involvedObject.name", ".regarding.name");
    }

    private static String first(JsonNode event, String... paths) {
        return Stream.of(paths)
                .map(path -> Columns.text(event, path))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse("");
    }
}
