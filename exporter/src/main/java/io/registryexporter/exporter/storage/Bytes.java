package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;

/** Reads small files whole. */
final class Bytes {
    private static final int WHEN_EMPTY = 1024;

    private Bytes() {}

    /**
     * Reads up to {@code limit} bytes, and one more where there are more.
     *
     * @param size of the file when it was looked at; a read that reaches the size asks for no more
     */
    static byte[] read(ReadableByteChannel channel, long size, int limit) throws IOException {
        int most = limit + 1;
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(most, size == 0 ? WHEN_EMPTY : size + 1));
        while (channel.read(buffer) > 0 && buffer.position() != size) {
            if (!buffer.hasRemaining() && buffer.capacity() < most) {
                // The file has grown.
                buffer = ByteBuffer.allocate(most).put(buffer.flip());
            }
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }
}
