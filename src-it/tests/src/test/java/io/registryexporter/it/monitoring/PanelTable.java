package io.registryexporter.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A table as Grafana makes it: a row for the labels, a column for each label and each query. */
record PanelTable(List<String> header, List<List<String>> rows) {

    static PanelTable of(PanelData data) {
        boolean several = data.panel().path("targets").size() > 1;
        Map<Map<String, String>, Map<String, Double>> merged = new LinkedHashMap<>();
        List<String> columns = new ArrayList<>();
        for (PanelData.Series series : data.series()) {
            String column = several ? "Value #" + series.reference() : "Value";
            merged.computeIfAbsent(series.labels(), labels -> new TreeMap<>()).put(column, series.last());
            add(columns, column);
            series.labels().keySet().forEach(label -> add(columns, label));
        }
        JsonNode organized = organized(data.panel());
        columns.removeIf(column -> organized.path("excludeByName").path(column).asBoolean());
        columns.sort(Comparator.comparing(
                column -> organized.path("indexByName").path(column).asInt(99)));
        List<String> names = columns.stream()
                .map(column -> organized.path("renameByName").path(column).asText(column))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        merged.forEach((labels, values) -> {
            List<String> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                Double value = values.get(columns.get(i));
                row.add(
                        value == null
                                ? labels.getOrDefault(columns.get(i), "")
                                : Unit.format(value, unit(data, names.get(i))));
            }
            rows.add(row);
        });
        return new PanelTable(names, rows);
    }

    private static void add(List<String> columns, String column) {
        if (!columns.contains(column)) {
            columns.add(column);
        }
    }

    private static JsonNode organized(JsonNode panel) {
        for (JsonNode transformation : panel.path("transformations")) {
            if (transformation.path("id").asText().equals("organize")) {
                return transformation.path("options");
            }
        }
        return panel.path("transformations").path("none");
    }

    private static String unit(PanelData data, String column) {
        for (JsonNode override : data.panel().at("/fieldConfig/overrides")) {
            if (override.at("/matcher/options").asText().equals(column)) {
                for (JsonNode property : override.path("properties")) {
                    if (property.path("id").asText().equals("unit")) {
                        return property.path("value").asText();
                    }
                }
            }
        }
        return data.unit();
    }
}
