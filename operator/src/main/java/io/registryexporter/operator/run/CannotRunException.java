package io.registryexporter.operator.run;

/** What the user must put right first; the message says what and how. */
public final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotRunException(String message) {
        super(message);
    }
}
