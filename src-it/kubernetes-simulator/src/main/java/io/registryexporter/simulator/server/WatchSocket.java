package io.registryexporter.simulator.server;

import io.fabric8.mockwebserver.http.Response;
import io.fabric8.mockwebserver.http.WebSocket;
import io.fabric8.mockwebserver.http.WebSocketListener;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A watch through a web socket, as the fabric8 client does it. */
final class WatchSocket extends WebSocketListener {
    private static final int NORMAL = 1000;

    private final ObjectStore store;
    private final Watch watch;
    private final AtomicReference<Optional<Watch.Sink>> open = new AtomicReference<>(Optional.empty());

    WatchSocket(ObjectStore store, Watch watch) {
        this.store = store;
        this.watch = watch;
    }

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
        Watch.Sink sink = new Watch.Sink() {
            @Override
            public void send(String line) {
                webSocket.send(line);
            }

            @Override
            public void end() {
                webSocket.close(NORMAL, "");
            }
        };
        open.set(Optional.of(sink));
        store.watch(watch, sink);
    }

    @Override
    public void onClosing(WebSocket webSocket, int code, String reason) {
        forget();
        webSocket.close(code, reason);
    }

    @Override
    public void onClosed(WebSocket webSocket, int code, String reason) {
        forget();
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable error, Response response) {
        forget();
    }

    private void forget() {
        open.get().ifPresent(store::unwatch);
    }
}
