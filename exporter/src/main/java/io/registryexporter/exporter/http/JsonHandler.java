package io.registryexporter.exporter.http;

import io.registryexporter.exporter.wire.Payload;
import io.registryexporter.exporter.wire.Request;
import io.registryexporter.exporter.wire.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Answers with a JSON document. One answer is made at a time, and equal queries within two seconds share one, so many
 * clients take one processor and little memory.
 */
final class JsonHandler implements Handler {
    private static final String JSON = "application/json";
    private static final int LONGEST_QUERY = 1024;
    private static final int KEPT = 16;
    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final JsonDocument document;
    private final Map<String, Made> made = new LinkedHashMap<>();

    JsonHandler(JsonDocument document) {
        this.document = document;
    }

    /** The answer, compressed if it is no error, and when it was made. */
    private record Made(JsonDocument.Answer answer, byte[] gzip, long nanos) {
        boolean isFresh(long now) {
            return now - nanos < SHARED_NANOS;
        }
    }

    @Override
    public Response handle(Request request) throws IOException {
        String query = request.query().orElse("");
        if (query.length() > LONGEST_QUERY) {
            return secured(Response.text(400, "The query is too long.\n"));
        }
        Made last = made(query);
        if (last.answer().status() != 200) {
            return secured(Response.text(last.answer().status(), last.answer().text() + "\n"));
        }
        boolean compressed = AcceptEncoding.acceptsGzip(AcceptEncoding.of(request));
        Response response = secured(
                        Response.of(200, JSON, compressed ? Payload.of(last.gzip()) : new InflatedPayload(last.gzip())))
                .with("Vary", "Accept-Encoding");
        return compressed ? response.with("Content-Encoding", "gzip") : response;
    }

    private static Response secured(Response response) {
        return response.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .with("Cross-Origin-Resource-Policy", "same-origin")
                .with("X-Content-Type-Options", "nosniff")
                .with("Cache-Control", "no-store");
    }

    private synchronized Made made(String query) throws IOException {
        long now = System.nanoTime();
        made.values().removeIf(before -> !before.isFresh(now));
        Made shared = made.get(query);
        if (shared != null) {
            return shared;
        }
        JsonDocument.Answer answer = document.answer(query);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (answer.status() == 200) {
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(answer.text().getBytes(StandardCharsets.UTF_8));
            }
        }
        JsonDocument.Answer kept = answer.status() == 200 ? new JsonDocument.Answer(200, "") : answer;
        Made next = new Made(kept, bytes.toByteArray(), now);
        if (made.size() < KEPT) {
            made.put(query, next);
        }
        return next;
    }
}
