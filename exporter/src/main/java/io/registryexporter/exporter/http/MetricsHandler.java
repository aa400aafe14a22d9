package io.registryexporter.exporter.http;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exporter.common.TextFormat;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.wire.Request;
import io.registryexporter.exporter.wire.Response;
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
final class MetricsHandler implements Handler {
    private final Supplier<RenderedFamilies> scanned;
    private final CollectorRegistry live;

    MetricsHandler(Supplier<RenderedFamilies> scanned, CollectorRegistry live) {
        this.scanned = scanned;
        this.live = live;
    }

    @Override
    public Response handle(Request request) throws IOException {
        Optional<Set<String>> names = nameFilter(request.query());
        // Before the live families: with --scan.interval=0 this scans, and the live families report that scan.
        RenderedFamilies all = scanned.get();
        RenderedFamilies families = names.map(all::only).orElse(all);
        String contentType =
                TextFormat.chooseContentType(request.headers().first("Accept").orElse(null));
        byte[] tail = renderLive(contentType, names);
        boolean gzip = AcceptEncoding.acceptsGzip(AcceptEncoding.of(request));
        Response response = Response.of(
                        200, contentType, new BodyPayload(gzip ? families.gzip(tail) : families.plain(tail)))
                .with("Vary", "Accept, Accept-Encoding");
        return gzip ? response.with("Content-Encoding", "gzip") : response;
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
