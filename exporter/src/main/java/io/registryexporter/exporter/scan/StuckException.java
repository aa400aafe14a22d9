package io.registryexporter.exporter.scan;

import java.io.IOException;

/** A scan was abandoned, or not begun, because the storage does not answer; the message says what to do. */
public final class StuckException extends IOException {
    private static final long serialVersionUID = 1L;

    StuckException(String message) {
        super(message);
    }
}
