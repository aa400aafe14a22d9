package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/** Lets only so many requests in at a time, and answers 503 to the others. */
final class LimitedHandler implements HttpHandler {
    private final HttpHandler handler;
    private final Semaphore room;

    LimitedHandler(HttpHandler handler, int limit) {
        this.handler = handler;
        this.room = new Semaphore(limit);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        if (!room.tryAcquire()) {
            Reply.text(exchange, 503, "Too many requests at a time.\n");
            return;
        }
        try {
            handler.handle(exchange);
        } finally {
            room.release();
        }
    }
}
