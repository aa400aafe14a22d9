package io.registryexporter.exporter.serve;

import java.io.IOException;

/** The storage cannot be scanned any more; the message says why. */
final class ScanFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    ScanFailedException(String message) {
        super(message);
    }
}
