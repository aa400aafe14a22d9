package io.registryexporter.exporter.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import io.registryexporter.exporter.web.WebLock;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Lets in whom the lock lets in; the paths of probes, which have no password and no certificate, are open to all. */
record Gate(WebLock lock, HttpHandler handler) implements HttpHandler {
    private static final String PROBES = "/-/";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            lock.headers().forEach(exchange.getResponseHeaders()::set);
            if (exchange.getRequestURI().getPath().startsWith(PROBES)) {
                handler.handle(exchange);
                return;
            }
            Optional<String> authorization =
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
            switch (lock.admit(remote(exchange), authorization, certificate(exchange))) {
                case ADMITTED -> handler.handle(exchange);
                case CERTIFICATE_REQUIRED -> Reply.text(exchange, 403, "A client certificate is required.\n");
                case CREDENTIALS_REQUIRED -> {
                    exchange.getResponseHeaders()
                            .set("WWW-Authenticate", "Basic realm=\"registry-exporter\", charset=\"UTF-8\"");
                    Reply.text(exchange, 401, "Unauthorized\n");
                }
                case BUSY -> Reply.text(exchange, 503, "Too many passwords are being checked.\n");
            }
        }
    }

    private static String remote(HttpExchange exchange) {
        return exchange.getRemoteAddress().getAddress().getHostAddress();
    }

    private static Optional<X509Certificate> certificate(HttpExchange exchange) {
        if (!(exchange instanceof HttpsExchange https)) {
            return Optional.empty();
        }
        try {
            return Optional.of((X509Certificate) https.getSSLSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
