package io.registryexporter.exporter.http;

import io.registryexporter.exporter.wire.Payload;
import io.registryexporter.exporter.wire.Request;
import io.registryexporter.exporter.wire.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Renders a page completely before sending its first byte. Requests within two seconds share one rendering, which is not
 * kept longer.
 */
final class PageHandler implements Handler {
    private static final String HTML = "text/html; charset=utf-8";
    private static final long SHARED_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final HtmlPage page;
    private WeakReference<Rendered> last = new WeakReference<>(null);

    PageHandler(HtmlPage page) {
        this.page = page;
    }

    /** The compressed page, and when it was rendered. */
    private record Rendered(byte[] gzip, long nanos) {}

    @Override
    public Response handle(Request request) throws IOException {
        byte[] gzip = rendered().gzip();
        boolean compressed = AcceptEncoding.acceptsGzip(AcceptEncoding.of(request));
        Response response = Response.of(200, HTML, compressed ? Payload.of(gzip) : new InflatedPayload(gzip))
                .with("Content-Security-Policy", page.contentSecurityPolicy())
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-store")
                .with("Vary", "Accept-Encoding");
        return compressed ? response.with("Content-Encoding", "gzip") : response;
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
