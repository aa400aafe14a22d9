package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the handler by the whole path, unlike the JDK's contexts, which match beginnings. Everything else is 404, and
 * everything but GET and HEAD is 405.
 */
final class Router implements HttpHandler {
    private final Map<String, HttpHandler> handlers;
    private final AtomicInteger underWay = new AtomicInteger();

    Router(Map<String, HttpHandler> handlers) {
        this.handlers = Map.copyOf(handlers);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        underWay.incrementAndGet();
        try {
            String method = exchange.getRequestMethod();
            HttpHandler handler = handlers.get(exchange.getRequestURI().getPath());
            if (handler == null) {
                Reply.text(exchange, 404, "404 page not found\n");
            } else if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                Reply.text(exchange, 405, "405 method not allowed\n");
            } else {
                handler.handle(exchange);
            }
        } finally {
            underWay.decrementAndGet();
        }
    }

    boolean isIdle() {
        return underWay.get() == 0;
    }
}
