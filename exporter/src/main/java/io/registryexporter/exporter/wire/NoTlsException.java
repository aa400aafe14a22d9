package io.registryexporter.exporter.wire;

import java.io.IOException;

/** The client of a TLS connection speaks plain HTTP. */
final class NoTlsException extends IOException {
    private static final long serialVersionUID = 1L;

    NoTlsException() {
        super("no TLS");
    }
}
