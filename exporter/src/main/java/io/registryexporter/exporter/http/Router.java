package io.registryexporter.exporter.http;

import io.registryexporter.exporter.wire.Request;
import io.registryexporter.exporter.wire.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Finds the handler of a path. Answers other paths with 404, and other methods than GET and HEAD with 405. */
record Router(Map<String, Handler> handlers) implements Handler {

    Router {
        handlers = Map.copyOf(handlers);
    }

    @Override
    public Response handle(Request request) throws IOException {
        Optional<Handler> handler = Optional.ofNullable(handlers.get(request.path()));
        if (handler.isEmpty()) {
            return Response.text(404, "404 page not found\n");
        }
        return request.method().equals("GET") || request.method().equals("HEAD")
                ? handler.get().handle(request)
                : Response.text(405, "405 method not allowed\n").with("Allow", "GET, HEAD");
    }
}
