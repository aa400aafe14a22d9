package io.registryexporter.operator.manifest;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer of {@link ManifestApi} as the client wants it. */
record Response(HttpRequest request, int code, AsyncBody body) implements HttpResponse<AsyncBody> {

    @Override
    public Optional<HttpResponse<?>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
        return headers().getOrDefault(name, List.of());
    }

    @Override
    public Map<String, List<String>> headers() {
        return Map.of("Content-Type", List.of("application/json"));
    }
}
