package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import io.registryexporter.exporter.metrics.Body;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** Sends responses; a HEAD request gets the headers of the GET and no body (RFC 9110, section 9.3.2). */
final class Reply {
    static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;

    private Reply() {}

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, TEXT, Body.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    static void send(HttpExchange exchange, int status, String contentType, Body body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Long.toString(body.length()));
            exchange.sendResponseHeaders(status, NO_BODY);
            return;
        }
        // For the JDK's server a length of 0 means chunked.
        exchange.sendResponseHeaders(status, body.length() == 0 ? NO_BODY : body.length());
        try (OutputStream out = new PiecewiseOutput(exchange.getResponseBody())) {
            body.writeTo(out);
        }
    }

    /** Answers 200 with what was compressed, to a client that does not take it so; its length is not known. */
    static void sendInflated(HttpExchange exchange, String contentType, byte[] gzip) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", contentType);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(200, head ? NO_BODY : CHUNKED);
        if (!head) {
            try (OutputStream out = new PiecewiseOutput(exchange.getResponseBody());
                    InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
                in.transferTo(out);
            }
        }
    }
}
