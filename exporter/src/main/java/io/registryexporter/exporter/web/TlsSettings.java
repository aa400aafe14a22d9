package io.registryexporter.exporter.web;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * {@code tls_server_config}.
 *
 * @param protocols by their names in JSSE
 * @param cipherSuites of TLS 1.2; none for those of the JDK
 * @param serverOrder whether the server's order of the suites wins
 */
record TlsSettings(
        Identity server,
        Clients clients,
        List<String> protocols,
        Optional<List<String>> cipherSuites,
        boolean serverOrder) {

    /**
     * The identity of the server.
     *
     * @param chain the server's certificate first
     */
    record Identity(List<X509Certificate> chain, PrivateKey key) {}

    /**
     * What clients must show.
     *
     * @param cas empty if nothing is verified
     * @param allowedSans a client's certificate must have one of them; empty to allow all
     */
    record Clients(ClientAuth auth, List<X509Certificate> cas, List<String> allowedSans) {}

    /** When the first certificate of the chain expires. */
    Instant end() {
        return server.chain().stream()
                .map(certificate -> certificate.getNotAfter().toInstant())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** Why clients that verify will refuse the chain, if they will. */
    Optional<String> whyInvalid(Instant now) {
        Optional<String> ended = Optional.of(end())
                .filter(end -> end.isBefore(now))
                .map(end -> "cert_file holds a certificate that ended at " + end + ": renew it");
        return ended.or(() -> server.chain().stream()
                .map(certificate -> certificate.getNotBefore().toInstant())
                .filter(start -> start.isAfter(now))
                .findFirst()
                .map(start -> "cert_file holds a certificate that begins at " + start + ": look at the clock"));
    }
}
