package io.registryexporter.simulator.server;

import io.fabric8.mockwebserver.http.MockResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/** A watch as lines of one response that does not end, as kubectl does it. */
final class StreamedResponse extends MockResponse {
    private final ObjectStore store;
    private final Watch watch;
    private final String timeoutSeconds;

    StreamedResponse(ObjectStore store, Watch watch, String timeoutSeconds) {
        this.store = store;
        this.watch = watch;
        this.timeoutSeconds = timeoutSeconds;
        setResponseCode(200);
    }

    void streamTo(HttpServerResponse out, Vertx vertx) {
        out.setChunked(true).setStatusCode(code()).putHeader("Content-Type", "application/json");
        Watch.Sink sink = new Watch.Sink() {
            @Override
            public void send(String line) {
                if (!out.ended() && !out.closed()) {
                    out.write(line + "\n");
                }
            }

            @Override
            public void end() {
                if (!out.ended() && !out.closed()) {
                    out.end();
                }
            }
        };
        out.closeHandler(closed -> store.unwatch(sink));
        out.endHandler(ended -> store.unwatch(sink));
        // The client waits for the head, even if nothing happens.
        out.write("");
        store.watch(watch, sink);
        if (!timeoutSeconds.isEmpty() && !timeoutSeconds.equals("0")) {
            vertx.setTimer(Long.parseLong(timeoutSeconds) * 1000, timer -> sink.end());
        }
    }
}
