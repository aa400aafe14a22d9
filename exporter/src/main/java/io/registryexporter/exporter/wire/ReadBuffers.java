package io.registryexporter.exporter.wire;

import java.nio.ByteBuffer;

/**
 * Buffers of the thread that reads, shared by all connections; no connection finds its bytes again.
 *
 * @param net for bytes from the network, more than a TLS record
 * @param clear for their plain text
 */
record ReadBuffers(ByteBuffer net, ByteBuffer clear) {
    private static final int SIZE = 48 * 1024;

    static ReadBuffers create() {
        return new ReadBuffers(ByteBuffer.allocateDirect(SIZE), ByteBuffer.allocate(SIZE));
    }
}
