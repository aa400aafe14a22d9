package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** What is shown of pods. */
final class PodColumns {
    private PodColumns() {}

    static List<Column> all(Column name, Column age) {
        return List.of(
                name,
                Columns.column("Ready", PodColumns::ready),
                Columns.column("Status", PodColumns::status),
                Columns.column("Restarts", PodColumns::restarts),
                age,
                Columns.wide("IP", pod -> orNone(Columns.text(pod, ".status.podIP"))),
                Columns.wide("Node", pod -> orNone(Columns.text(pod, ".spec.nodeName"))),
                Columns.wide("Nominated Node", pod -> "<none>"),
                Columns.wide("Readiness Gates", pod -> "<none>"));
    }

    private static String orNone(String text) {
        return text.isEmpty() ? "<none>" : text;
    }

    private static JsonNode statuses(JsonNode pod) {
        return pod.path("status").path("containerStatuses");
    }

    private static String ready(JsonNode pod) {
        long ready = StreamSupport.stream(statuses(pod).spliterator(), false)
                .filter(container -> container.path("ready").asBoolean())
                .count();
        return ready + "/" + pod.path("spec").path("containers").size();
    }

    private static String restarts(JsonNode pod) {
        int restarts = 0;
        for (JsonNode container : statuses(pod)) {
            restarts += container.path("restartCount").asInt();
        }
        return Integer.toString(restarts);
    }

    /** The reason of the last container that has one, as the real server has it. */
    static String status(JsonNode pod) {
        String status = pod.path("status").path("phase").asText();
        for (JsonNode container : statuses(pod)) {
            JsonNode state = container.path("state");
            String waiting = state.path("waiting").path("reason").asText();
            String terminated = state.path("terminated").path("reason").asText();
            status = !waiting.isEmpty() ? waiting : !terminated.isEmpty() ? terminated : status;
        }
        return pod.path("metadata").has("deletionTimestamp") ? "Terminating" : status;
    }
}
