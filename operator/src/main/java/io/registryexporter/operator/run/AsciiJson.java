package io.registryexporter.operator.run;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The same JSON in US-ASCII, for bytes of UTF-8 that come in pieces: a letter that is not ASCII becomes its escape. JSON
 * has such letters inside strings only.
 */
final class AsciiJson implements UnaryOperator<List<ByteBuffer>> {
    private static final char REPLACEMENT = '\uFFFD';
    private static final int LONGEST_ESCAPE = 12;

    private int letter;
    private int missing;

    /** The next bytes; what is missing of a letter is waited for. */
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
            letter = (letter << 6) | (octet & 0x3F);
            missing--;
            if (missing == 0) {
                escape(letter, out);
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
            letter = octet & 0x07;
        } else if (octet >= 0xE0 && octet < 0xF0) {
            missing = 2;
            letter = octet & 0x0F;
        } else if (octet >= 0xC0 && octet < 0xE0) {
            missing = 1;
            letter = octet & 0x1F;
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
