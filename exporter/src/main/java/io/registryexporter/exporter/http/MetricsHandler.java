package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers a scrape: the families that were rendered when the last scan ended, then the live ones of simpleclient, in
 * the text format 0.0.4 or OpenMetrics by {@code Accept}, compressed by {@code Accept-Encoding}, restricted by
 * {@code name[]}.
 */
final class MetricsHandler implements HttpHandler {
    private final Supplier<RenderedFamilies> scanned;
    private final CollectorRegistry live;

    MetricsHandler(Supplier<RenderedFamilies> scanned, CollectorRegistry live) {
        this.scanned = scanned;
        this.live = live;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Optional<Set<String>> names =
                nameFilter(Optional.ofNullable(exchange.getRequestURI().getRawQuery()));
        // Before the live families: with --scan.interval=0 this scans, and they tell how that went.
        RenderedFamilies all = scanned.get();
        RenderedFamilies families = names.map(all::only).orElse(all);
        String contentType =
                TextFormat.chooseContentType(exchange.getRequestHeaders().getFirst("Accept"));
        byte[] tail = renderLive(contentType, names);
        exchange.getResponseHeaders().set("Vary", "Accept, Accept-Encoding");
        if (AcceptEncoding.acceptsGzip(AcceptEncoding.of(exchange))) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            Reply.send(exchange, 200, contentType, families.gzip(tail));
        } else {
            Reply.send(exchange, 200, contentType, families.plain(tail));
        }
    }

    private byte[] renderLive(String contentType, Optional<Set<String>> names) throws IOException {
        Enumeration<MetricFamilySamples> families =
                names.map(live::filteredMetricFamilySamples).orElseGet(live::metricFamilySamples);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8)) {
            TextFormat.writeFormat(contentType, writer, families);
        }
        return out.toByteArray();
    }

    private static Optional<Set<String>> nameFilter(Optional<String> rawQuery) {
        Set<String> names = rawQuery.stream()
                .flatMap(query -> Arrays.stream(query.split("&")))
                .flatMap(MetricsHandler::nameOf)
                .collect(Collectors.toSet());
        return names.isEmpty() ? Optional.empty() : Optional.of(names);
    }

    private static Stream<String> nameOf(String parameter) {
        int equals = parameter.indexOf('=');
        boolean name = equals >= 0 && decode(parameter.substring(0, equals)).equals("name[]");
        return name ? Stream.of(decode(parameter.substring(equals + 1))) : Stream.empty();
    }

    /** A malformed escape stands for itself. */
    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }
}
