package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** The body of a response. */
public interface Payload {
    /** The number of bytes, if known before they are written. */
    OptionalLong length();

    /** Writes all bytes; may wait for the client. */
    void writeTo(OutputStream out) throws IOException;

    /** A payload of these bytes. */
    static Payload of(byte[] bytes) {
        return new Payload() {
            @Override
            public OptionalLong length() {
                return OptionalLong.of(bytes.length);
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
