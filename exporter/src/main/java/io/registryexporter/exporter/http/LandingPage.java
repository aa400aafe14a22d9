package io.registryexporter.exporter.http;

import io.registryexporter.exporter.metrics.BuildInfo;

/** The page for people at {@code /}. */
final class LandingPage {
    private LandingPage() {}

    static String html(BuildInfo build, String telemetryPath) {
        return """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Registry exporter</title>
                </head>
                <body>
                <h1>Registry exporter</h1>
                <p>Prometheus exporter for the file system storage of a distribution registry.</p>
                <p>Version %s, revision %s, Java %s.</p>
                <ul>
                <li><a href="%s">Metrics</a></li>
                <li><a href="/-/healthy">Health</a></li>
                <li><a href="/-/ready">Readiness</a></li>
                </ul>
                </body>
                </html>
                """.formatted(
                        escape(build.version()), escape(build.revision()), escape(build.java()), escape(telemetryPath));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
