package io.registryexporter.exporter.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes large arrays piece by piece, because the JDK's server makes a buffer of twice the size of each write. */
final class PiecewiseOutput extends FilterOutputStream {
    private static final int PIECE = 8192;

    PiecewiseOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int written = 0; written < length; written += PIECE) {
            out.write(bytes, offset + written, Math.min(PIECE, length - written));
        }
    }
}
