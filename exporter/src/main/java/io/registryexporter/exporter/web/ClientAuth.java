package io.registryexporter.exporter.web;

import java.util.Arrays;
import java.util.Optional;

/**
 * The values of {@code client_auth_type}, those of Go's {@code tls.ClientAuthType}.
 */
public enum ClientAuth {
    NO_CLIENT_CERT("NoClientCert", false, false, false),
    REQUEST_CLIENT_CERT("RequestClientCert", true, false, false),
    REQUIRE_ANY_CLIENT_CERT("RequireAnyClientCert", true, true, false),
    VERIFY_CLIENT_CERT_IF_GIVEN("VerifyClientCertIfGiven", true, false, true),
    REQUIRE_AND_VERIFY_CLIENT_CERT("RequireAndVerifyClientCert", true, true, true);

    private final String text;
    private final boolean asks;
    private final boolean requires;
    private final boolean verifies;

    ClientAuth(String text, boolean asks, boolean requires, boolean verifies) {
        this.text = text;
        this.asks = asks;
        this.requires = requires;
        this.verifies = verifies;
    }

    static Optional<ClientAuth> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /** Whether the handshake asks for a certificate. */
    boolean asks() {
        return asks;
    }

    /** Whether there must be one. */
    boolean requires() {
        return requires;
    }

    /** Whether one that is given must be signed by a client CA. */
    boolean verifies() {
        return verifies;
    }

    @Override
    public String toString() {
        return text;
    }
}
