package io.registryexporter.exporter.cli;

/** What the user must put right first; the message says what and how. */
final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableException(String message) {
        super(message);
    }
}
