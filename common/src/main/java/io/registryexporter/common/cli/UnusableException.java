package io.registryexporter.common.cli;

/** What the user must put right first; the message says what and how. */
public final class UnusableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableException(String message) {
        super(message);
    }
}
