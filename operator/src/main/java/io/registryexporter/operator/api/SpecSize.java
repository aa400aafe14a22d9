package io.registryexporter.operator.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** The size of a spec, which may be older than the bounds of its definition. */
public final class SpecSize {
    /** Bytes of JSON; more than the definition allows. */
    static final long LARGEST = 128 << 10;

    private static final ObjectMapper JSON = new ObjectMapper();

    private SpecSize() {}

    /** Whether a spec, or a part of one, is larger than the definition allows. */
    public static boolean isBeyond(Object part) {
        Counter counter = new Counter();
        try {
            JSON.writeValue(counter, part);
        } catch (IOException e) {
            throw new UncheckedIOException("what was read as JSON can be written as JSON", e);
        }
        return counter.bytes > LARGEST;
    }

    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int octet) {
            bytes++;
        }

        @Override
        public void write(byte[] octets, int from, int length) {
            bytes += length;
        }
    }
}
