package io.registryexporter.exporter.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.registryexporter.exporter.metrics.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Sends a page that is whole before its first byte is sent. Requests of the same two seconds share one, and nobody holds
 * it after them.
 */
final class PageHandler implements HttpHandler {
    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final HtmlPage page;
    private WeakReference<Rendered> last = new WeakReference<>(null);

    PageHandler(HtmlPage page) {
        this.page = page;
    }

    /** The page, compressed, and when it was made. */
    private record Rendered(byte[] gzip, long nanos) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Security-Policy", page.contentSecurityPolicy());
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cache-Control", "no-store");
        headers.set("Vary", "Accept-Encoding");
        byte[] gzip = rendered().gzip();
        if (AcceptEncoding.acceptsGzip(AcceptEncoding.of(exchange))) {
            headers.set("Content-Encoding", "gzip");
            Reply.send(exchange, 200, Reply.HTML, Body.of(gzip));
        } else {
            Reply.sendInflated(exchange, Reply.HTML, gzip);
        }
    }

    private synchronized Rendered rendered() throws IOException {
        Rendered shared = last.get();
        long now = System.nanoTime();
        if (shared != null && now - shared.nanos() < SHARED_NANOS) {
            return shared;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.UTF_8)) {
            page.writeTo(writer);
        }
        Rendered made = new Rendered(bytes.toByteArray(), now);
        last = new WeakReference<>(made);
        return made;
    }
}
