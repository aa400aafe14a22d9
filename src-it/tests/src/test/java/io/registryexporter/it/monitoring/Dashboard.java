package io.registryexporter.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** A Grafana dashboard, as far as it asks a Prometheus. */
record Dashboard(JsonNode json) {

    static Dashboard read(Path file) {
        try {
            return new Dashboard(new ObjectMapper().readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All panels, those of rows too. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        json.path("panels").forEach(panel -> {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        });
        return panels;
    }

    /** Every query, with all namespaces, registries and repositories. */
    List<String> queries() {
        return panels().stream().flatMap(panel -> queries(panel).stream()).toList();
    }

    /** The queries of a panel, with all namespaces, registries and repositories. */
    List<String> queries(JsonNode panel) {
        return StreamSupport.stream(panel.path("targets").spliterator(), false)
                .map(Dashboard::query)
                .toList();
    }

    /** The query of a target, with all namespaces, registries and repositories. */
    static String query(JsonNode target) {
        return target.path("expr")
                .asText()
                .replace("$__rate_interval", "1m")
                .replace("$namespace", ".*")
                .replace("$registry", ".*")
                .replace("$repository", ".*");
    }

    List<String> variables() {
        return StreamSupport.stream(json.at("/templating/list").spliterator(), false)
                .map(variable -> variable.path("name").asText())
                .toList();
    }
}
