package io.registryexporter.exporter.storage;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A content digest, {@code algorithm:encoded} (R8). Only text that is safe as a part of a path becomes a digest.
 *
 * <p>Registries write sha256 digests, by the million; each is kept in four longs.
 */
public sealed interface Digest {
    int SHA384_LENGTH = 96;
    int SHA512_LENGTH = 128;

    /** For example {@code sha256}. */
    String algorithm();

    /** The part after the colon: hexadecimal, in lower case. */
    String encoded();

    /** Reads the text of a link; a text that Go's {@code digest.Parse} refuses is not a digest (R8). */
    static Optional<Digest> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : of(text.substring(0, colon), text.substring(colon + 1));
    }

    /** The digest of a directory pair {@code <algorithm>/<encoded>}, if these names form one. */
    static Optional<Digest> of(String algorithm, String encoded) {
        return switch (algorithm) {
            case Sha256.ALGORITHM -> encoded.length() == Sha256.LENGTH ? Sha256.ofHex(encoded) : Optional.empty();
            case "sha384" -> Other.ofHex(algorithm, encoded, SHA384_LENGTH);
            case "sha512" -> Other.ofHex(algorithm, encoded, SHA512_LENGTH);
            default -> Optional.empty();
        };
    }

    /** Whether the registry knows the algorithm; it accepts no digest of another one. */
    static boolean isAlgorithm(String name) {
        return name.equals(Sha256.ALGORITHM) || name.equals("sha384") || name.equals("sha512");
    }

    /** A sha256 digest of full length as its four big-endian words. */
    record Sha256(long first, long second, long third, long fourth) implements Digest {
        private static final String ALGORITHM = "sha256";
        private static final int LENGTH = 64;

        private static Optional<Digest> ofHex(String hex) {
            long[] words = new long[4];
            for (int i = 0; i < LENGTH; i++) {
                char c = hex.charAt(i);
                int nibble;
                if (c >= '0' && c <= '9') {
                    nibble = c - '0';
                } else if (c >= 'a' && c <= 'f') {
                    nibble = c - 'a' + 10;
                } else {
                    return Optional.empty();
                }
                words[i >> 4] = words[i >> 4] << 4 | nibble;
            }
            return Optional.of(new Sha256(words[0], words[1], words[2], words[3]));
        }

        @Override
        public String algorithm() {
            return ALGORITHM;
        }

        @Override
        public String encoded() {
            ByteBuffer bytes = ByteBuffer.allocate(32);
            bytes.putLong(first).putLong(second).putLong(third).putLong(fourth);
            return HexFormat.of().formatHex(bytes.array());
        }

        @Override
        public String toString() {
            return ALGORITHM + ":" + encoded();
        }
    }

    /** A digest of another algorithm. */
    record Other(String algorithm, String encoded) implements Digest {

        private static Optional<Digest> ofHex(String algorithm, String encoded, int length) {
            boolean hex = encoded.length() == length
                    && encoded.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
            return hex ? Optional.of(new Other(algorithm, encoded)) : Optional.empty();
        }

        @Override
        public String toString() {
            return algorithm + ":" + encoded;
        }
    }
}
