package io.registryexporter.simulator.server;

import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.dsl.HttpMethod;
import io.fabric8.mockwebserver.http.Buffer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.Headers;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import io.fabric8.mockwebserver.vertx.HttpServerRequestHandler;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The mock web server with two things that it lacks: a response can be a stream, and it can be stopped and started
 * again on its port. All else goes through the handler of the mock web server itself.
 */
public final class StreamingMockWebServer extends MockWebServer {
    private static final long PATIENCE = 20;

    private final Vertx vertx = Vertx.vertx();
    private final Handler<HttpServerRequest> rest = new HttpServerRequestHandler(vertx) {
        @Override
        protected MockResponse onHttpRequest(RecordedRequest request) {
            return dispatcher.dispatch(request);
        }
    };
    private Dispatcher dispatcher;

    @SuppressWarnings("NullAway.Init") // set by start, before anything else is called
    private HttpServer server;

    @SuppressWarnings("NullAway.Init") // set by start, before anything else is called
    private InetAddress address;

    private int port;

    /** Does not listen yet. */
    public StreamingMockWebServer(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public void setDispatcher(Dispatcher dispatcher) {
        super.setDispatcher(dispatcher);
        this.dispatcher = dispatcher;
    }

    @Override
    public synchronized void start(InetAddress inetAddress, int wantedPort) {
        address = inetAddress;
        port = wantedPort;
        resume();
    }

    /** Listens again where it did. */
    public synchronized void resume() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(address.getHostAddress())
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                .setMaxWebSocketFrameSize(1 << 24);
        server = vertx.createHttpServer(options).requestHandler(this::handle);
        await(server.listen());
        port = server.actualPort();
    }

    /** Closes the port and all connections. */
    public synchronized void pause() {
        await(server.close());
    }

    private void handle(HttpServerRequest request) {
        boolean upgrade = request.headers().contains("Upgrade");
        String query = request.query();
        if (upgrade || query == null || !query.contains("watch=")) {
            rest.handle(request);
            return;
        }
        MockResponse response = dispatcher.dispatch(new RecordedRequest(
                "HTTP/1.1",
                HttpMethod.fromVertx(request.method()),
                request.uri(),
                Headers.builder().addAll(request.headers()).build(),
                new Buffer()));
        if (response instanceof StreamedResponse streamed) {
            streamed.streamTo(request.response(), vertx);
        } else {
            request.response()
                    .setStatusCode(response.code())
                    .putHeader("Content-Type", "application/json")
                    .end(response.getBody().readUtf8());
        }
    }

    @Override
    public synchronized void shutdown() {
        dispatcher.shutdown();
        await(server.close());
        await(vertx.close());
        // The base class has threads of its own that only its own end releases.
        super.start(address, 0);
        super.shutdown();
    }

    @Override
    public int getPort() {
        return port;
    }

    @Override
    public String getHostName() {
        return address.getHostAddress();
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(PATIENCE, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
