package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Sends a page while it is written, so that a large one is never held as a whole. */
record PageHandler(HtmlPage page) implements HttpHandler {
    private static final int NO_BODY = -1;
    private static final int CHUNKED = 0;

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        boolean gzip = AcceptEncoding.acceptsGzip(AcceptEncoding.of(exchange));
        exchange.getResponseHeaders().set("Content-Type", Reply.HTML);
        exchange.getResponseHeaders().set("Content-Security-Policy", page.contentSecurityPolicy());
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        exchange.getResponseHeaders().set("Referrer-Policy", "no-referrer");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        if (gzip) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(200, NO_BODY);
            return;
        }
        exchange.sendResponseHeaders(200, CHUNKED);
        try (OutputStream out = new BufferedOutputStream(new PiecewiseOutput(exchange.getResponseBody()));
                Writer writer =
                        new OutputStreamWriter(gzip ? new GZIPOutputStream(out) : out, StandardCharsets.UTF_8)) {
            page.writeTo(writer);
        }
    }
}
