package io.registryexporter.operator.run;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Converts JSON in UTF-8 that comes in pieces to US-ASCII: an escape replaces each character that is not ASCII. JSON
 * has such characters inside strings only.
 */
final class AsciiJson implements UnaryOperator<List<ByteBuffer>> {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST_ESCAPE = 12;

    private int codePoint;
    private int missing;

    /** Converts the next bytes; an incomplete character waits for the following bytes. */
    @Override
    public List<ByteBuffer> apply(List<ByteBuffer> pieces) {
        return pieces.stream().map(this::ascii).toList();
    }

    private ByteBuffer ascii(ByteBuffer piece) {
        return missing == 0 && isAscii(piece) ? piece : escaped(piece);
    }

    private static boolean isAscii(ByteBuffer piece) {
        for (int i = piece.position(); i < piece.limit(); i++) {
            if (piece.get(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer escaped(ByteBuffer piece) {
        ByteBuffer out = ByteBuffer.allocate((piece.remaining() + 1) * LONGEST_ESCAPE);
        while (piece.hasRemaining()) {
            next(piece.get(), out);
        }
        return out.flip();
    }

    private void next(byte octet, ByteBuffer out) {
        boolean continues = (octet & 0xC0) == 0x80;
        if (continues && missing > 0) {
            codePoint = (codePoint << 6) | (octet & 0x3F);
            missing--;
            if (missing == 0) {
                escape(codePoint, out);
            }
            return;
        }
        if (missing > 0) {
            missing = 0;
            escape(REPLACEMENT, out);
        }
        if (octet >= 0) {
            out.put(octet);
        } else {
            begin(octet & 0xFF, out);
        }
    }

    private void begin(int octet, ByteBuffer out) {
        if (octet >= 0xF0 && octet < 0xF8) {
            missing = 3;
            codePoint = octet & 0x07;
        } else if (octet >= 0xE0 && octet < 0xF0) {
            missing = 2;
            codePoint = octet & 0x0F;
        } else if (octet >= 0xC0 && octet < 0xE0) {
            missing = 1;
            codePoint = octet & 0x1F;
        } else {
            escape(REPLACEMENT, out);
        }
    }

    private static void escape(int codePoint, ByteBuffer out) {
        int valid = Character.isValidCodePoint(codePoint) ? codePoint : REPLACEMENT;
        for (char unit : Character.toChars(valid)) {
            out.put((byte) '\\').put((byte) 'u');
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.put((byte) Character.forDigit((unit >> shift) & 0xF, 16));
            }
        }
    }
}
