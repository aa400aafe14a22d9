package io.registryexporter.exporter.http;

import io.registryexporter.exporter.wire.Payload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;

/** Decompresses a payload for a client that does not accept gzip; its length is not known. */
record InflatedPayload(byte[] gzip) implements Payload {
    @Override
    public OptionalLong length() {
        return OptionalLong.empty();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            in.transferTo(out);
        }
    }
}
