package io.registryexporter.operator.run;

/** A problem that the user has to fix before the operator can run; the message has the remedy. */
public final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotRunException(String message) {
        super(message);
    }
}
