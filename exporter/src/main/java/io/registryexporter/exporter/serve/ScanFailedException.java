package io.registryexporter.exporter.serve;

/** There is no storage to scan any more; the message says why. */
final class ScanFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    ScanFailedException(String message) {
        super(message);
    }
}
