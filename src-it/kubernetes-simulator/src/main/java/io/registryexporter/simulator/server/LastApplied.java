package io.registryexporter.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.simulator.fields.Ownership.Conflict;
import io.registryexporter.simulator.fields.Trees;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What kubectl applied client-side it may go on to apply server-side, without a conflict with itself. */
final class LastApplied {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LastApplied() {}

    /** The conflicts that kubectl did not cause itself. */
    static List<Conflict> unexpected(List<Conflict> conflicts, JsonNode live, Kind kind, Author author) {
        String annotation = live.path("metadata")
                .path("annotations")
                .path("kubectl.kubernetes.io/last-applied-configuration")
                .asText();
        if (!author.manager().equals("kubectl") || annotation.isEmpty()) {
            return conflicts;
        }
        Set<String> own =
                new HashSet<>(Trees.fieldsOf(parse(annotation), kind.shape()).paths());
        return conflicts.stream()
                .filter(conflict -> !own.contains(conflict.path()))
                .toList();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
