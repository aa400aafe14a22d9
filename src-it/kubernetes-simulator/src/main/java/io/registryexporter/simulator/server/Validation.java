package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The few rules that an operator can run into. */
final class Validation {
    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "ReplicaSet");

    private Validation() {}

    /** Throws if the object must not be created. */
    static void created(Kind kind, JsonNode object) {
        refuse(kind, object, problems(kind, object));
    }

    /** Throws if the object must not become the other. */
    static void updated(Kind kind, JsonNode before, JsonNode after) {
        Map<String, String> problems = new LinkedHashMap<>();
        JsonNode metadata = after.path("metadata");
        if (before.path("metadata").has("deletionTimestamp")) {
            Set<String> added = texts(metadata.path("finalizers"));
            added.removeAll(texts(before.path("metadata").path("finalizers")));
            if (!added.isEmpty()) {
                problems.put(
                        "metadata.finalizers",
                        "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers "
                                + goText(added));
            }
        }
        problems.putAll(problems(kind, after));
        JsonNode selector = after.path("spec").path("selector");
        if (isWorkload(kind) && !selector.equals(before.path("spec").path("selector"))) {
            problems.put("spec.selector", "Invalid value: " + selector + ": field is immutable");
        }
        refuse(kind, after, problems);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    private static String goText(Set<String> texts) {
        return texts.stream().collect(Collectors.joining("\", \"", "[]string{\"", "\"}"));
    }

    private static boolean isWorkload(Kind kind) {
        return kind.group().equals("apps") && WORKLOADS.contains(kind.kind());
    }

    private static Map<String, String> problems(Kind kind, JsonNode object) {
        Map<String, String> problems = new LinkedHashMap<>();
        JsonNode spec = object.path("spec");
        if (isWorkload(kind)) {
            selector(spec, problems);
            containers(spec.path("template").path("spec"), "spec.template.spec", problems);
        } else if (kind.group().isEmpty() && kind.kind().equals("Pod")) {
            containers(spec, "spec", problems);
        }
        return problems;
    }

    private static void selector(JsonNode spec, Map<String, String> problems) {
        JsonNode selector = spec.path("selector");
        if (selector.isMissingNode()) {
            problems.put("spec.selector", "Required value");
        }
        JsonNode labels = spec.path("template").path("metadata").path("labels");
        boolean matches = selector.path("matchLabels").properties().stream()
                .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
        if (!matches) {
            problems.put(
                    "spec.template.metadata.labels",
                    "Invalid value: " + labels + ": `selector` does not match template `labels`");
        }
    }

    private static void containers(JsonNode podSpec, String path, Map<String, String> problems) {
        if (podSpec.path("containers").isEmpty()) {
            problems.put(path + ".containers", "Required value");
        }
        Set<String> names = new TreeSet<>();
        int index = 0;
        for (JsonNode container : podSpec.path("containers")) {
            String at = path + ".containers[" + index++ + "]";
            if (!container.has("name")) {
                problems.put(at + ".name", "Required value");
            }
            if (container.path("image").asText().isEmpty()) {
                problems.put(at + ".image", "Required value");
            }
            if (!names.add(container.path("name").asText())) {
                problems.put(at + ".name", "Duplicate value: " + container.path("name"));
            }
        }
    }

    private static void refuse(Kind kind, JsonNode object, Map<String, String> problems) {
        if (!problems.isEmpty()) {
            throw ApiError.invalid(kind, object.path("metadata").path("name").asText(), problems);
        }
    }
}
