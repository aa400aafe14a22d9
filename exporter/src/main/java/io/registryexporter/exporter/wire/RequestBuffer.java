package io.registryexporter.exporter.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes that a client has sent and that are not part of an answered request. */
final class RequestBuffer {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private boolean mayBeComplete;

    void add(ByteBuffer more) {
        int count = more.remaining();
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        for (int i = 0; i < count; i++) {
            byte b = more.get();
            bytes[length++] = b;
            mayBeComplete |= b == '\n';
        }
        // The first byte, and too many bytes, may be refused before a line ends.
        mayBeComplete |= count > 0 && (length == count || length >= RequestParser.MAX_HEAD / 2);
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** The head of the request; parsed again only if a line has ended since the last time. */
    RequestHead head() {
        if (!mayBeComplete) {
            return new RequestHead.Partial();
        }
        mayBeComplete = false;
        return RequestParser.parse(bytes, length);
    }

    /** Drops the first bytes, and the memory that is not needed any more. */
    void drop(int count) {
        bytes = count >= length ? NOTHING : Arrays.copyOfRange(bytes, count, length);
        length = bytes.length;
        mayBeComplete = length > 0;
    }
}
