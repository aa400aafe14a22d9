package io.registryexporter.exporter.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** The bytes of a response as a sequence of parts, which are shared between responses and not copied. */
public final class Body {
    private record Part(byte[] bytes, int from, int length) {}

    private final List<Part> parts = new ArrayList<>();

    /** A body of one part. */
    public static Body of(byte[] bytes) {
        return new Body().with(bytes, 0, bytes.length);
    }

    Body with(byte[] bytes, int from, int length) {
        parts.add(new Part(bytes, from, length));
        return this;
    }

    public long length() {
        return parts.stream().mapToLong(Part::length).sum();
    }

    public void writeTo(OutputStream out) throws IOException {
        for (Part part : parts) {
            out.write(part.bytes(), part.from(), part.length());
        }
    }
}
