package io.registryexporter.exporter.http;

import io.registryexporter.exporter.web.WebSecurity;
import io.registryexporter.exporter.wire.Application;
import io.registryexporter.exporter.wire.Request;
import io.registryexporter.exporter.wire.Response;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Admits the requests that the web configuration admits. Kubernetes sends probes without password or certificate, so the
 * paths of probes are open to everybody, and answered at once.
 */
record AccessFilter(WebSecurity security, Handler probes, Handler handler) implements Application {
    private static final String PROBES = "/-/";

    @Override
    public Optional<Response> atOnce(Request request) {
        try {
            return request.path().startsWith(PROBES) ? Optional.of(probes.handle(request)) : Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("a probe reads nothing", e);
        }
    }

    @Override
    public Response answer(Request request) throws IOException {
        return switch (security.admit(
                request.remote(), request.headers().first("Authorization"), request.certificate())) {
            case ADMITTED -> handler.handle(request);
            case CERTIFICATE_REQUIRED -> Response.text(403, "A client certificate is required.\n");
            case CREDENTIALS_REQUIRED ->
                Response.text(401, "Unauthorized\n")
                        .with("WWW-Authenticate", "Basic realm=\"registry-exporter\", charset=\"UTF-8\"");
            case BUSY -> Response.text(503, "Too many passwords are being checked.\n");
        };
    }

    @Override
    public Map<String, String> headers() {
        return security.headers();
    }
}
