package io.registryexporter.exporter.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Parts one after the other, shared between responses and never copied. */
record BytesBody(List<byte[]> parts) implements Body {

    @Override
    public long length() {
        return parts.stream().mapToLong(part -> part.length).sum();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        for (byte[] part : parts) {
            out.write(part);
        }
    }
}
