package io.registryexporter.simulator.fields;

/** A patch that cannot be carried out on the object. */
public final class PatchFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    PatchFailure(String message) {
        super(message);
    }
}
