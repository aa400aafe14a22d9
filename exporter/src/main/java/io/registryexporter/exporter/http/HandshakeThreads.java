package io.registryexporter.exporter.http;

import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * As many threads as processors, for the computations of TLS handshakes. The newest handshake comes first: behind many
 * clients that only begin handshakes, a probe would wait until its timeout.
 */
final class HandshakeThreads extends ThreadPoolExecutor {
    private static final int IDLE_SECONDS = 5;

    HandshakeThreads() {
        super(
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().availableProcessors(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new NewestFirst(),
                task -> {
                    Thread thread = new Thread(task, "tls");
                    thread.setDaemon(true);
                    return thread;
                },
                new DiscardPolicy());
        allowCoreThreadTimeOut(true);
    }

    private static final class NewestFirst extends LinkedBlockingDeque<Runnable> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean offer(Runnable task) {
            return offerFirst(task);
        }
    }
}
