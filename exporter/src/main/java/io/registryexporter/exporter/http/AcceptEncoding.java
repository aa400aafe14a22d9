package io.registryexporter.exporter.http;

import io.registryexporter.exporter.wire.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a client accepts gzip (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
    private AcceptEncoding() {}

    /** The headers of a request. */
    static List<String> of(Request request) {
        return request.headers().all("Accept-Encoding");
    }

    /** An entry for gzip wins over an entry for {@code *}; a weight of 0 refuses. */
    static boolean acceptsGzip(List<String> headers) {
        List<String> codings = headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(coding -> coding.toLowerCase(Locale.ROOT).replaceAll("\\s", ""))
                .toList();
        return weighted(codings, "gzip")
                .or(() -> weighted(codings, "x-gzip"))
                .or(() -> weighted(codings, "*"))
                .orElse(false);
    }

    private static Optional<Boolean> weighted(List<String> codings, String name) {
        return codings.stream()
                .filter(coding -> coding.equals(name) || coding.startsWith(name + ";"))
                .map(coding -> !coding.matches(".*;q=0(\\.0*)?"))
                .findFirst();
    }
}
