package io.registryexporter.support.real;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A proxy before an API server that speaks HTTP/1.1 and nothing else, and passes bodies on in pieces of a few bytes. */
public final class PlainHttpProxy implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "http2-settings", "transfer-encoding", "upgrade");

    private final String server;
    private final int piece;
    private final int onUpgrade;
    private final HttpServer front;
    private final HttpClient back;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicInteger upgrades = new AtomicInteger();
    private final AtomicInteger watches = new AtomicInteger();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();

    private record Fault(Predicate<String> path, int status, String body, AtomicInteger left) {}

    private PlainHttpProxy(String server, int piece, int onUpgrade) {
        this.server = server;
        this.piece = piece;
        this.onUpgrade = onUpgrade;
        try {
            back = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(trusting())
                    .build();
            front = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        front.setExecutor(threads);
        front.createContext("/", this::pass);
        front.start();
    }

    /**
     * Starts it.
     *
     * @param server for example {@code https://127.0.0.1:6443}
     * @param piece bytes of a body that are passed on at a time
     * @param onUpgrade status for a request that wants another protocol; 0 passes it on as a plain one
     */
    public static PlainHttpProxy before(String server, int piece, int onUpgrade) {
        return new PlainHttpProxy(server, piece, onUpgrade);
    }

    /** For example {@code http://127.0.0.1:40123}. */
    public String url() {
        return "http://127.0.0.1:" + front.getAddress().getPort();
    }

    /** Requests for another protocol. */
    public int upgrades() {
        return upgrades.get();
    }

    /** Watches that were begun. */
    public int watches() {
        return watches.get();
    }

    /** Answers the next so many of such requests itself, by path and query; status 0 resets the connection. */
    public void answerNext(int times, Predicate<String> path, int status, String body) {
        faults.add(new Fault(path, status, body, new AtomicInteger(times)));
    }

    private void pass(HttpExchange exchange) {
        try (exchange) {
            String target = exchange.getRequestURI().toString();
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean upgrade = exchange.getRequestHeaders().containsKey("Upgrade");
            if (upgrade) {
                upgrades.incrementAndGet();
            }
            for (Fault fault : faults) {
                if (fault.path.test(target) && fault.left.getAndDecrement() > 0) {
                    answer(exchange, fault.status, fault.body);
                    return;
                }
            }
            if (upgrade && onUpgrade != 0) {
                answer(exchange, onUpgrade, "no other protocol here");
                return;
            }
            if (target.contains("watch=true")) {
                watches.incrementAndGet();
            }
            forward(exchange, target, body);
        } catch (IOException | InterruptedException e) {
            // The client sees a broken connection.
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        if (status == 0) {
            throw new IOException("reset");
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private void forward(HttpExchange exchange, String target, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + target))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!OF_THE_CONNECTION.contains(lower) && !lower.startsWith("sec-websocket")) {
                values.forEach(value -> request.header(name, value));
            }
        });
        HttpResponse<InputStream> response = back.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        response.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        try (InputStream in = response.body()) {
            exchange.sendResponseHeaders(response.statusCode(), 0);
            copy(in, exchange.getResponseBody());
        }
    }

    /** The head goes out at once; each piece in a chunk of its own. */
    private void copy(InputStream in, OutputStream out) throws IOException {
        out.flush();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            for (int from = 0; from < read; from += piece) {
                out.write(Arrays.copyOfRange(buffer, from, Math.min(from + piece, read)));
                out.flush();
            }
        }
    }

    private static SSLContext trusting() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustAll()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        front.stop(0);
        threads.shutdownNow();
    }

    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
