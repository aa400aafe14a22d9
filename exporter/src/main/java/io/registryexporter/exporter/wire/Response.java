package io.registryexporter.exporter.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. A HEAD request gets the headers of the GET and no body (RFC 9110, section 9.3.2).
 *
 * @param headers without those of the connection and the length
 */
public record Response(int status, Map<String, String> headers, Payload payload) {
    private static final String TEXT = "text/plain; charset=utf-8";

    /** An answer with a content type. */
    public static Response of(int status, String contentType, Payload payload) {
        return new Response(status, Map.of("Content-Type", contentType), payload);
    }

    /** A short text. */
    public static Response text(int status, String text) {
        return of(status, TEXT, Payload.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same answer with this header. */
    public Response with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, more, payload);
    }

    /** The same answer with default headers, except those that it has itself. */
    public Response withDefaults(Map<String, String> defaults) {
        Map<String, String> more = new LinkedHashMap<>(defaults);
        more.putAll(headers);
        return new Response(status, more, payload);
    }
}
