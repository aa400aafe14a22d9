package io.registryexporter.operator.manifest;

/** A file that is no manifest, or a manifest that an API server would refuse. The message is for the user. */
public final class ManifestException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ManifestException(String message) {
        super(message);
    }
}
