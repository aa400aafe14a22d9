package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simple JSON paths of printer columns: names, indices, {@code [*]} and {@code [?(@.type=="Ready")]}. */
final class JsonPaths {
    private static final Pattern STEP = Pattern.compile("\\.((?:\\\\.|[^.\\[\\\\])+)"
            + "|\\[\\?\\(@\\.([\\w.]+)\\s*==\\s*[\"']([^\"']*)[\"']\\)]"
            + "|\\[(\\d+|\\*)]"
            + "|\\['([^']+)']");

    private JsonPaths() {}

    static List<JsonNode> find(JsonNode object, String path) {
        List<JsonNode> found = List.of(object);
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            List<JsonNode> next = new ArrayList<>();
            found.forEach(node -> follow(node, step.toMatchResult(), next));
            found = next;
        }
        return found;
    }

    private static void follow(JsonNode node, java.util.regex.MatchResult step, List<JsonNode> found) {
        if (step.group(2) != null) {
            node.forEach(item -> {
                if (item.path(step.group(2)).asText().equals(step.group(3))) {
                    found.add(item);
                }
            });
        } else if ("*".equals(step.group(4))) {
            node.forEach(found::add);
        } else {
            JsonNode child = step.group(4) != null
                    ? node.path(Integer.parseInt(step.group(4)))
                    : node.path(step.group(1) != null ? step.group(1).replace("\\.", ".") : step.group(5));
            if (!child.isMissingNode() && !child.isNull()) {
                found.add(child);
            }
        }
    }
}
