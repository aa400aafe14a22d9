package io.registryexporter.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Draws the answers to the queries of one panel: title, unit, legend and values. */
final class PanelPicture {
    private static final List<Color> COLORS = List.of(
            new Color(0x3274D9),
            new Color(0xE0752D),
            new Color(0x37872D),
            new Color(0xC4162A),
            new Color(0x8F3BB8),
            new Color(0x0F7F8A),
            new Color(0xA16A00),
            new Color(0x555555));
    private static final Map<String, Color> NAMED = Map.of(
            "green", new Color(0x37872D),
            "red", new Color(0xC4162A),
            "orange", new Color(0xE0752D),
            "yellow", new Color(0xC9A000),
            "blue", new Color(0x3274D9));
    private static final int HEAD = 24;
    private static final int ROW = 17;

    private final Graphics2D graphics;
    private final int width;
    private final int height;

    PanelPicture(Graphics2D graphics, int width, int height) {
        this.graphics = graphics;
        this.width = width;
        this.height = height;
    }

    void draw(PanelData data) {
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width, height);
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.drawRect(0, 0, width - 1, height - 1);
        text(Font.BOLD, 12, Color.BLACK, data.panel().path("title").asText(), 6, 16, width - 80);
        text(Font.PLAIN, 10, Color.GRAY, "[" + data.unit() + "]", width - 72, 16, 68);
        if (data.series().isEmpty()) {
            text(Font.BOLD, 16, Color.RED, "NO DATA", 6, height / 2, width);
            return;
        }
        switch (data.type()) {
            case "timeseries" -> graph(data);
            case "bargauge" -> bars(data);
            case "table" -> table(PanelTable.of(data));
            default -> numbers(data);
        }
    }

    private void numbers(PanelData data) {
        int y = height / 2 + 12;
        for (PanelData.Series series : data.series()) {
            String value = mapped(data, Unit.format(series.last(), data.unit()));
            text(Font.BOLD, 26, color(data, series.last()), value, 10, y, width - 20);
            text(Font.PLAIN, 10, Color.GRAY, series.legend(), 10, y + 14, width - 20);
            y += 44;
        }
    }

    /** What a panel shows instead of a value. */
    private static String mapped(PanelData data, String value) {
        for (JsonNode mapping : data.panel().at("/fieldConfig/defaults/mappings")) {
            JsonNode text = mapping.path("options").path(value).path("text");
            if (text.isTextual()) {
                return text.asText();
            }
        }
        return value;
    }

    /** The color of the last threshold that a value reaches. */
    private static Color color(PanelData data, double value) {
        String name = "green";
        for (JsonNode step : data.panel().at("/fieldConfig/defaults/thresholds/steps")) {
            if (step.path("value").isNull() || value >= step.path("value").asDouble()) {
                name = step.path("color").asText();
            }
        }
        return NAMED.getOrDefault(name, Color.BLACK);
    }

    private void bars(PanelData data) {
        List<PanelData.Series> sorted = new ArrayList<>(data.series());
        sorted.sort(Comparator.comparingDouble(PanelData.Series::last).reversed());
        double most = Math.max(1e-9, sorted.get(0).last());
        int y = HEAD + 6;
        for (PanelData.Series series : sorted) {
            int left = width * 2 / 5;
            int room = width - left - 90;
            text(Font.PLAIN, 11, Color.BLACK, series.legend(), 6, y + 12, left - 10);
            graphics.setColor(COLORS.get(0));
            graphics.fillRect(left, y, (int) Math.max(1, room * series.last() / most), 13);
            text(Font.PLAIN, 11, Color.BLACK, Unit.format(series.last(), data.unit()), width - 86, y + 12, 84);
            y += ROW;
        }
    }

    private void table(PanelTable table) {
        int column = (width - 12) / Math.max(1, table.header().size());
        int y = HEAD + 14;
        for (int i = 0; i < table.header().size(); i++) {
            text(Font.BOLD, 11, Color.BLACK, table.header().get(i), 6 + i * column, y, column - 6);
        }
        for (List<String> row : table.rows()) {
            y += ROW;
            for (int i = 0; i < row.size(); i++) {
                text(Font.PLAIN, 11, Color.DARK_GRAY, row.get(i), 6 + i * column, y, column - 6);
            }
        }
    }

    private void graph(PanelData data) {
        List<PanelData.Point> all = data.series().stream()
                .flatMap(series -> series.points().stream())
                .toList();
        double most = all.stream()
                .mapToDouble(PanelData.Point::value)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        double least = Math.min(
                0,
                all.stream()
                        .mapToDouble(PanelData.Point::value)
                        .filter(Double::isFinite)
                        .min()
                        .orElse(0));
        double from = all.stream().mapToDouble(PanelData.Point::time).min().orElse(0);
        double to = Math.max(
                from + 1, all.stream().mapToDouble(PanelData.Point::time).max().orElse(1));
        int legend = ROW * Math.min(data.series().size(), 8) + 6;
        int left = 76;
        int bottom = height - legend - 6;
        text(Font.PLAIN, 10, Color.GRAY, Unit.format(most, data.unit()), 4, HEAD + 12, left - 6);
        text(Font.PLAIN, 10, Color.GRAY, Unit.format(least, data.unit()), 4, bottom, left - 6);
        graphics.setColor(Color.LIGHT_GRAY);
        graphics.drawLine(left, HEAD + 4, left, bottom);
        graphics.drawLine(left, bottom, width - 8, bottom);
        int number = 0;
        for (PanelData.Series series : data.series()) {
            Color color = COLORS.get(number % COLORS.size());
            graphics.setColor(color);
            int lastX = -1;
            int lastY = -1;
            for (PanelData.Point point : series.points()) {
                if (!Double.isFinite(point.value())) {
                    lastX = -1;
                    continue;
                }
                int x = left + (int) ((point.time() - from) / (to - from) * (width - left - 10));
                int y = bottom - (int) ((point.value() - least) / Math.max(1e-9, most - least) * (bottom - HEAD - 8));
                if (lastX >= 0) {
                    graphics.drawLine(lastX, lastY, x, y);
                }
                graphics.fillRect(x - 1, y - 1, 3, 3);
                lastX = x;
                lastY = y;
            }
            text(
                    Font.PLAIN,
                    11,
                    color,
                    "— " + series.legend() + "  " + Unit.format(series.last(), data.unit()),
                    8,
                    bottom + 18 + number * ROW,
                    width - 16);
            number++;
        }
    }

    private void text(int style, int size, Color color, String text, int x, int y, int room) {
        graphics.setFont(new Font(Font.SANS_SERIF, style, size));
        graphics.setColor(color);
        String shown = text;
        while (shown.length() > 3 && graphics.getFontMetrics().stringWidth(shown) > room) {
            shown = shown.substring(0, shown.length() - 2).stripTrailing() + "…";
        }
        graphics.drawString(shown, x, y);
    }
}
