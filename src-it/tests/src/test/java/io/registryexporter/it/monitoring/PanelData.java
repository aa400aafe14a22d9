package io.registryexporter.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.support.real.RealPrometheus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a real Prometheus answers to the queries of a panel. */
record PanelData(JsonNode panel, List<Series> series) {
    private static final Pattern LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * @param reference of the query, A, B, ...
     * @param legend as Grafana makes it
     * @param points the time in seconds and the value of each
     */
    record Series(String reference, String legend, Map<String, String> labels, List<Point> points) {
        double last() {
            return points.get(points.size() - 1).value();
        }
    }

    record Point(double time, double value) {}

    static PanelData of(JsonNode panel, RealPrometheus prometheus) {
        List<Series> all = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            String query = Dashboard.query(target);
            boolean graph = panel.path("type").asText().equals("timeseries");
            for (JsonNode found : graph ? prometheus.matrix(query) : prometheus.vector(query)) {
                Map<String, String> labels = new TreeMap<>();
                found.path("metric")
                        .properties()
                        .forEach(label ->
                                labels.put(label.getKey(), label.getValue().asText()));
                labels.remove("__name__");
                all.add(new Series(
                        target.path("refId").asText(),
                        legend(target.path("legendFormat").asText(), labels),
                        labels,
                        points(found)));
            }
        }
        return new PanelData(panel, all);
    }

    private static List<Point> points(JsonNode found) {
        List<Point> points = new ArrayList<>();
        if (found.has("value")) {
            points.add(point(found.path("value")));
        }
        found.path("values").forEach(value -> points.add(point(value)));
        return points;
    }

    private static Point point(JsonNode value) {
        String number = value.path(1).asText().replace("Inf", "Infinity");
        return new Point(value.path(0).asDouble(), Double.parseDouble(number));
    }

    private static String legend(String format, Map<String, String> labels) {
        if (format.isEmpty() && !labels.isEmpty()) {
            return labels.toString();
        }
        return LABEL.matcher(format)
                .replaceAll(label -> Matcher.quoteReplacement(labels.getOrDefault(label.group(1), "")))
                .strip();
    }

    /** The legends, one for each series. */
    List<String> legends() {
        return series.stream().map(Series::legend).toList();
    }

    /** Where at least one series has a number in each query. */
    boolean isComplete() {
        for (JsonNode target : panel.path("targets")) {
            String reference = target.path("refId").asText();
            if (series.stream()
                    .noneMatch(each -> each.reference().equals(reference)
                            && each.points().stream().anyMatch(PanelData::isNumber))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNumber(Point point) {
        return !Double.isNaN(point.value());
    }

    String type() {
        return panel.path("type").asText();
    }

    String unit() {
        return panel.at("/fieldConfig/defaults/unit").asText();
    }
}
