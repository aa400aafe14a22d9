package io.registryexporter.exporter.wire;

import java.io.IOException;

/** The client of a connection over TLS speaks HTTP in the clear. */
final class NoTlsException extends IOException {
    private static final long serialVersionUID = 1L;

    NoTlsException() {
        super("no TLS");
    }
}
