package io.registryexporter.exporter.wire;

import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/**
 * Who does the work, and who is to know where it fails.
 *
 * @param requests runs what answers a request; rejects what is too much
 * @param handshakes runs the arithmetic of TLS
 * @param died a thread of the server has died of this
 * @param mistake one request has failed of this
 */
public record Threads(
        ExecutorService requests, ExecutorService handshakes, Consumer<Throwable> died, Consumer<Throwable> mistake) {}
