package io.registryexporter.exporter.wire;

import java.nio.ByteBuffer;

/**
 * Room of the thread that reads, shared by all connections; what is in it belongs to nobody afterwards.
 *
 * @param net for bytes from the network, more than a TLS record
 * @param clear for what they mean
 */
record Scratch(ByteBuffer net, ByteBuffer clear) {
    private static final int SIZE = 48 * 1024;

    static Scratch create() {
        return new Scratch(ByteBuffer.allocateDirect(SIZE), ByteBuffer.allocate(SIZE));
    }
}
