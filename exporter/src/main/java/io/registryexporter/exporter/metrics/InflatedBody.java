package io.registryexporter.exporter.metrics;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The text of blocks, inflated while it is written, and a tail. Prometheus accepts the compressed form, so the text is not
 * kept for the few other clients.
 */
record InflatedBody(List<DeflatedBlock> blocks, byte[] tail) implements Body {
    private static final int BUFFER_BYTES = 8 * 1024;

    @Override
    public long length() {
        return blocks.stream().mapToLong(DeflatedBlock::textLength).sum() + tail.length;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (DeflatedBlock block : blocks) {
                inflater.setInput(block.bytes());
                for (int read = inflater.inflate(buffer); read > 0; read = inflater.inflate(buffer)) {
                    out.write(buffer, 0, read);
                }
            }
            out.write(tail);
        } catch (DataFormatException e) {
            throw new IllegalStateException("what was deflated here does not inflate", e);
        } finally {
            inflater.end();
        }
    }
}
