package io.registryexporter.exporter.wire;

import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * The threads of a server, and the handlers of their errors.
 *
 * @param requests answers requests; rejects a request if there are too many
 * @param handshakes computes TLS handshakes
 * @param died takes the error that ended a thread of the server
 * @param mistake takes the error that one request failed with
 */
public record ServerThreads(
        ExecutorService requests, ExecutorService handshakes, Consumer<Throwable> died, Consumer<Throwable> mistake) {}
