package io.registryexporter.exporter.web;

/** A configuration that cannot be used; the message names the file, the line where there is one, and what to do. */
public final class WebConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    WebConfigException(String message) {
        super(message);
    }
}
