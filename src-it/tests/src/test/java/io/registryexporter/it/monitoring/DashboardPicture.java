package io.registryexporter.it.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws the panels below a row of a dashboard where Grafana would put them. */
final class DashboardPicture {
    private static final int COLUMN = 64;
    private static final int LINE = 34;
    private static final int GAP = 4;
    private static final int TOP = 30;

    private final List<PanelData> panels = new ArrayList<>();
    private final String title;

    private DashboardPicture(String title) {
        this.title = title;
    }

    /** Writes one file for each row of the dashboard, and returns them. */
    static List<Path> write(JsonNode dashboard, List<PanelData> panels, Path directory) throws IOException {
        List<DashboardPicture> rows = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            if (panel.path("type").asText().equals("row")) {
                rows.add(new DashboardPicture(panel.path("title").asText()));
            } else {
                DashboardPicture row = rows.get(rows.size() - 1);
                panels.stream()
                        .filter(data -> data.panel().path("id").equals(panel.path("id")))
                        .forEach(row.panels::add);
            }
        }
        Files.createDirectories(directory);
        List<Path> files = new ArrayList<>();
        for (DashboardPicture row : rows) {
            Path file = directory.resolve("%02d-%s.png".formatted(files.size() + 1, row.title.replace(' ', '-')));
            ImageIO.write(row.draw(), "png", file.toFile());
            files.add(file);
        }
        return files;
    }

    private BufferedImage draw() {
        int first = panels.stream().mapToInt(each -> grid(each, "y")).min().orElse(0);
        int last = panels.stream()
                .mapToInt(each -> grid(each, "y") + grid(each, "h"))
                .max()
                .orElse(0);
        BufferedImage image = new BufferedImage(24 * COLUMN, TOP + (last - first) * LINE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(new Color(0xF4F5F5));
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
        graphics.drawString(title, 8, 20);
        for (PanelData panel : panels) {
            Rectangle box = new Rectangle(
                    grid(panel, "x") * COLUMN + GAP,
                    TOP + (grid(panel, "y") - first) * LINE + GAP,
                    grid(panel, "w") * COLUMN - 2 * GAP,
                    grid(panel, "h") * LINE - 2 * GAP);
            new PanelPicture((Graphics2D) graphics.create(box.x, box.y, box.width, box.height), box.width, box.height)
                    .draw(panel);
        }
        graphics.dispose();
        return image;
    }

    private static int grid(PanelData panel, String field) {
        return panel.panel().path("gridPos").path(field).asInt();
    }
}
