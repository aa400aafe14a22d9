package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** A listening socket and the thread that accepts and reads. */
public final class HttpServer implements AutoCloseable {
    private static final long TICK_MILLIS = 250;
    private static final int BACKLOG = 1024;
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final long DRAIN_STEP_MILLIS = 10;

    private final ServerSocketChannel listening;
    private final Selector selector;
    private final Optional<Supplier<SSLEngine>> tls;
    private final ConnectionLimit connectionLimit;
    private final Dispatcher answering;
    private long lastCheck = System.nanoTime();
    private volatile boolean stopped;

    private HttpServer(
            ServerSocketChannel listening,
            Selector selector,
            Optional<Supplier<SSLEngine>> tls,
            Limits limits,
            Dispatcher answering) {
        this.listening = listening;
        this.selector = selector;
        this.tls = tls;
        this.connectionLimit = new ConnectionLimit(limits);
        this.answering = answering;
    }

    /**
     * Binds the address and starts to serve.
     *
     * @param tls makes an engine for each connection, with TLS
     * @throws IOException if the address cannot be bound
     */
    public static HttpServer start(
            InetSocketAddress address,
            Optional<Supplier<SSLEngine>> tls,
            Application application,
            Limits limits,
            ServerThreads threads)
            throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        try {
            listening.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listening.bind(address, BACKLOG);
            listening.configureBlocking(false);
            Selector selector = Selector.open();
            listening.register(selector, SelectionKey.OP_ACCEPT);
            Dispatcher answering = new Dispatcher(application, limits, threads, selector::wakeup);
            HttpServer server = new HttpServer(listening, selector, tls, limits, answering);
            Thread reading = new Thread(() -> server.run(threads), "http-reader");
            reading.setDaemon(true);
            reading.start();
            return server;
        } catch (IOException | RuntimeException e) {
            listening.close();
            throw e;
        }
    }

    /** The address that the server listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.socket().getLocalSocketAddress();
    }

    /** Waits a few seconds for running requests, and stops. */
    @Override
    public void close() {
        long end = System.nanoTime() + DRAIN.toNanos();
        try {
            while (!answering.isIdle() && System.nanoTime() < end) {
                Thread.sleep(DRAIN_STEP_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stopped = true;
        selector.wakeup();
        answering.stop();
    }

    private void run(ServerThreads threads) {
        try (selector;
                listening) {
            while (!stopped) {
                selectOnce();
            }
            List.copyOf(answering.connections()).forEach(Connection::close);
        } catch (IOException | RuntimeException | Error e) {
            // Stopping interrupts threads that answer, which closes their channels.
            if (!stopped) {
                threads.died().accept(e);
            }
        }
    }

    private void selectOnce() throws IOException {
        selector.select(this::ready, TICK_MILLIS);
        answering.runTasks();
        long now = System.nanoTime();
        if (Duration.ofNanos(now - lastCheck).toMillis() >= TICK_MILLIS) {
            lastCheck = now;
            List.copyOf(answering.connections()).forEach(connection -> connection.closeIfLate(now));
        }
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            connection.ready();
        } else {
            acceptAll();
        }
    }

    private void acceptAll() {
        for (int i = 0; i < BACKLOG; i++) {
            try {
                SocketChannel channel = listening.accept();
                if (channel == null) {
                    return;
                }
                admit(channel);
            } catch (IOException noDescriptorIsLeft) {
                answering.connections().stream()
                        .filter(Connection::idle)
                        .findFirst()
                        .ifPresent(Connection::close);
                return;
            }
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        try {
            String address = ((InetSocketAddress) channel.getRemoteAddress())
                    .getAddress()
                    .getHostAddress();
            connectionLimit.toClose(answering.connections(), address).ifPresent(Connection::close);
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Transport transport = tls.<Transport>map(engine -> new TlsTransport(channel, engine.get()))
                    .orElseGet(() -> new PlainTransport(channel));
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            Connection connection = new Connection(answering, channel, key, address, transport);
            key.attach(connection);
            answering.connections().add(connection);
        } catch (IOException | RuntimeException gone) {
            channel.close();
        }
    }
}
