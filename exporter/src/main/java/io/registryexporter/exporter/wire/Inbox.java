package io.registryexporter.exporter.wire;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a client has sent and nobody has taken yet. */
final class Inbox {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int length;
    private boolean news;

    void add(ByteBuffer more) {
        int count = more.remaining();
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
        for (int i = 0; i < count; i++) {
            byte b = more.get();
            bytes[length++] = b;
            news |= b == '\n';
        }
        // The first byte, and too many of them, say something before a line ends.
        news |= count > 0 && (length == count || length >= RequestParser.MAX_HEAD / 2);
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** What it holds now; only looked at anew where a line has ended since the last time. */
    RequestHead head() {
        if (!news) {
            return new RequestHead.Partial();
        }
        news = false;
        return RequestParser.parse(bytes, length);
    }

    /** Forgets the first bytes; room that is not needed any more is given back. */
    void drop(int count) {
        bytes = count >= length ? NOTHING : Arrays.copyOfRange(bytes, count, length);
        length = bytes.length;
        news = length > 0;
    }
}
