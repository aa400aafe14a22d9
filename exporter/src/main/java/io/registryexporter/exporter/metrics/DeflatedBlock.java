package io.registryexporter.exporter.metrics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a deflate stream (RFC 1951) that ends at a byte boundary, so that pieces compressed at different times form one
 * gzip member (RFC 1952). A member for each piece would be simpler, but curl reads only the first member.
 *
 * @param crc CRC-32 of the text
 * @param textLength its length in bytes
 */
record DeflatedBlock(byte[] bytes, int crc, long textLength) {
    private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER_BYTES = 8;

    /** The block that ends a stream. */
    static DeflatedBlock last(byte[] text) {
        try (BlockDeflater deflater = new BlockDeflater()) {
            deflater.write(text, text.length);
            return deflater.last();
        }
    }

    /** One gzip member of all blocks. */
    static Body gzip(List<DeflatedBlock> inner, DeflatedBlock last) {
        List<DeflatedBlock> blocks = new ArrayList<>(inner);
        blocks.add(last);
        List<byte[]> parts = new ArrayList<>();
        parts.add(GZIP_HEADER);
        int crc = 0;
        long length = 0;
        for (DeflatedBlock block : blocks) {
            parts.add(block.bytes);
            crc = Crc32.concatenated(crc, block.crc, block.textLength);
            length += block.textLength;
        }
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        parts.add(trailer.putInt(crc).putInt((int) length).array());
        return new BytesBody(parts);
    }
}
