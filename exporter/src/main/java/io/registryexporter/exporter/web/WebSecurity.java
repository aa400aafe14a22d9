package io.registryexporter.exporter.web;

import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** Applies the current web configuration to a server. */
public final class WebSecurity {
    private final Supplier<WebConfig> config;
    private final BooleanSupplier inForce;
    private final Optional<ReloadingTls> tls;
    private final Optional<BasicAuth> auth;

    private WebSecurity(Supplier<WebConfig> config, BooleanSupplier inForce, Optional<BasicAuth> auth) {
        this.config = config;
        this.inForce = inForce;
        this.auth = auth;
        this.tls = config.get()
                .tls()
                .map(unused -> new ReloadingTls(() -> config.get().tls().orElseThrow()));
    }

    /** Admits everybody, without TLS. */
    public static WebSecurity open() {
        WebConfig nothing = new WebConfig(Optional.empty(), Map.of(), Map.of());
        return new WebSecurity(() -> nothing, () -> true, Optional.empty());
    }

    /**
     * Applies a file, which is read again when it changes.
     *
     * @param listener learns of doubts at once, and of later changes
     * @throws WebConfigException if the file cannot be used
     */
    public static WebSecurity of(Path file, Clock clock, WebConfigListener listener) throws WebConfigException {
        // JSSE reads this when it creates its first context.
        System.getProperties().putIfAbsent("jdk.tls.server.enableSessionTicketExtension", "false");
        WebConfigFile read = WebConfigFile.open(file, clock, listener);
        return new WebSecurity(read::current, read::isInForce, Optional.of(new BasicAuth()));
    }

    /** The context of TLS, if there is TLS. */
    public Optional<SSLContext> context() {
        return tls.map(ReloadingTls::context);
    }

    /** The parameters of a new connection; only with TLS. */
    public SSLParameters parameters() {
        return tls.orElseThrow().parameters();
    }

    /** Whether the current file is in force; if not, an earlier state of the file is. */
    public boolean isInForce() {
        return inForce.getAsBoolean();
    }

    /** When the first certificate of the server's chain expires; with TLS. */
    public Optional<Instant> certificateEnd() {
        return config.get().tls().map(TlsSettings::end);
    }

    /** The headers of every answer. */
    public Map<String, String> headers() {
        return config.get().headers();
    }

    /**
     * Decides about a request.
     *
     * @param remote the client's address
     * @param authorization the header of that name
     * @param certificate the first of the client's chain, verified by the handshake if the configuration requires it
     */
    public AccessDecision admit(String remote, Optional<String> authorization, Optional<X509Certificate> certificate) {
        WebConfig now = config.get();
        if (now.tls().isPresent() && !hasCertificate(now.tls().get(), certificate)) {
            return AccessDecision.CERTIFICATE_REQUIRED;
        }
        if (now.users().isEmpty() || auth.isEmpty()) {
            return AccessDecision.ADMITTED;
        }
        return switch (auth.get().check(remote, authorization, now.users())) {
            case RIGHT -> AccessDecision.ADMITTED;
            case WRONG -> AccessDecision.CREDENTIALS_REQUIRED;
            case BUSY -> AccessDecision.BUSY;
        };
    }

    private static boolean hasCertificate(TlsSettings tls, Optional<X509Certificate> certificate) {
        if (certificate.isEmpty()) {
            return !tls.clients().auth().requires();
        }
        return tls.clients().allowedSans().isEmpty()
                || names(certificate.get())
                        .map(AllowedName::normal)
                        .anyMatch(tls.clients().allowedSans()::contains);
    }

    /** The subject alternative names that are text: DNS names, addresses, URIs and mail addresses. */
    private static Stream<String> names(X509Certificate certificate) {
        try {
            Collection<List<?>> names = Optional.ofNullable(certificate.getSubjectAlternativeNames())
                    .orElseGet(List::of);
            return names.stream()
                    .map(name -> name.get(1))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }
}
