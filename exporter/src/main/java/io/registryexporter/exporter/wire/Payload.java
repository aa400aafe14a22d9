package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** The body of a response. */
public interface Payload {
    /** How many bytes will be written, if that is known before. */
    OptionalLong length();

    /** Writes them; may wait for the client. */
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
