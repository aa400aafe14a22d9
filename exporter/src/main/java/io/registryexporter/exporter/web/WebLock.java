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

/** What the configuration of the moment means for a server. */
public final class WebLock {
    private final Supplier<WebConfig> config;
    private final BooleanSupplier inForce;
    private final Optional<CurrentTls> tls;
    private final Optional<BasicAuth> auth;

    private WebLock(Supplier<WebConfig> config, BooleanSupplier inForce, Optional<BasicAuth> auth) {
        this.config = config;
        this.inForce = inForce;
        this.auth = auth;
        this.tls = config.get()
                .tls()
                .map(unused -> new CurrentTls(() -> config.get().tls().orElseThrow()));
    }

    /** Lets everybody in, without TLS. */
    public static WebLock open() {
        WebConfig nothing = new WebConfig(Optional.empty(), Map.of(), Map.of());
        return new WebLock(() -> nothing, () -> true, Optional.empty());
    }

    /**
     * As a file says, which is read again when it changes.
     *
     * @param listener told of what is doubtful at once, and of changes later
     * @throws WebConfigException if it cannot be used now
     */
    public static WebLock of(Path file, Clock clock, WebConfigListener listener) throws WebConfigException {
        // JSSE reads it when its first context is made.
        System.getProperties().putIfAbsent("jdk.tls.server.enableSessionTicketExtension", "false");
        WebConfigFile read = WebConfigFile.open(file, clock, listener);
        return new WebLock(read::current, read::isInForce, Optional.of(new BasicAuth()));
    }

    /** The context of TLS, if there is TLS. */
    public Optional<SSLContext> context() {
        return tls.map(CurrentTls::context);
    }

    /** What a new connection has to agree on; only with TLS. */
    public SSLParameters parameters() {
        return tls.orElseThrow().parameters();
    }

    /** Whether the file as it is now is in force; if not, an earlier state of it is. */
    public boolean isInForce() {
        return inForce.getAsBoolean();
    }

    /** When the server's certificate ends, or one of its chain before it; with TLS. */
    public Optional<Instant> certificateEnd() {
        return config.get().tls().map(TlsSettings::end);
    }

    /** The headers that every answer gets. */
    public Map<String, String> headers() {
        return config.get().headers();
    }

    /**
     * Decides about a request.
     *
     * @param remote the client's address
     * @param authorization the header of that name
     * @param certificate the first of the client's chain; the handshake has verified it where that is asked for
     */
    public Admission admit(String remote, Optional<String> authorization, Optional<X509Certificate> certificate) {
        WebConfig now = config.get();
        if (now.tls().isPresent() && !hasCertificate(now.tls().get(), certificate)) {
            return Admission.CERTIFICATE_REQUIRED;
        }
        if (now.users().isEmpty() || auth.isEmpty()) {
            return Admission.ADMITTED;
        }
        return switch (auth.get().check(remote, authorization, now.users())) {
            case RIGHT -> Admission.ADMITTED;
            case WRONG -> Admission.CREDENTIALS_REQUIRED;
            case BUSY -> Admission.BUSY;
        };
    }

    private static boolean hasCertificate(TlsSettings tls, Optional<X509Certificate> certificate) {
        if (certificate.isEmpty()) {
            return !tls.clientAuth().requires();
        }
        return tls.allowedSans().isEmpty()
                || names(certificate.get()).map(AllowedName::normal).anyMatch(tls.allowedSans()::contains);
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
