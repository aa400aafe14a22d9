package io.registryexporter.exporter.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** The bytes of a response, whose number is known before they are written. */
public interface Body {

    /** A body of these bytes. */
    static Body of(byte[]... parts) {
        return new BytesBody(List.of(parts));
    }

    /** How many bytes will be written. */
    long length();

    void writeTo(OutputStream out) throws IOException;
}
