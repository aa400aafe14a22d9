package io.registryexporter.exporter.storage;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A content digest, {@code algorithm:encoded} (R8). Only text that is safe as a part of a path becomes a digest.
 *
 * <p>A sha256 digest of full length, which is what registries write, is held in four longs; a registry has millions of
 * them.
 */
public sealed interface Digest {

    /** For example {@code sha256}. */
    String algorithm();

    /** The part behind the colon, at least two characters. */
    String encoded();

    /**
     * Reads the text of a link. White space around it is allowed, which the registry itself refuses; for sha256, sha384
     * and sha512 the length is not checked, because storages made by hand use shorter ones.
     */
    static Optional<Digest> parse(String text) {
        String stripped = text.strip();
        int colon = stripped.indexOf(':');
        return colon < 0 ? Optional.empty() : of(stripped.substring(0, colon), stripped.substring(colon + 1));
    }

    /** The digest of a directory pair {@code <algorithm>/<encoded>}, if these names form one. */
    static Optional<Digest> of(String algorithm, String encoded) {
        if (algorithm.equals(Sha256.ALGORITHM) && encoded.length() == Sha256.LENGTH) {
            return Sha256.ofHex(encoded);
        }
        // Before any expression sees it: manifests hold strings of megabytes, and java.util.regex recurses.
        if (algorithm.length() > Other.MAX_LENGTH || encoded.length() > Other.MAX_LENGTH) {
            return Optional.empty();
        }
        boolean valid = Other.ALGORITHM.matcher(algorithm).matches()
                && (Other.isHexAlgorithm(algorithm) ? Other.HEX : Other.ENCODED)
                        .matcher(encoded)
                        .matches();
        return valid ? Optional.of(new Other(algorithm, encoded)) : Optional.empty();
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

    /** Every other digest: another algorithm, or another length. */
    record Other(String algorithm, String encoded) implements Digest {
        /** The longest name of a file. */
        private static final int MAX_LENGTH = 255;

        private static final Pattern ALGORITHM = Pattern.compile("[a-z0-9]++(?:[+._-][a-z0-9]++)*+");
        private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9=_-]{2,}+");
        private static final Pattern HEX = Pattern.compile("[0-9a-f]{2,}+");

        private static boolean isHexAlgorithm(String algorithm) {
            return algorithm.equals("sha256") || algorithm.equals("sha384") || algorithm.equals("sha512");
        }

        @Override
        public String toString() {
            return algorithm + ":" + encoded;
        }
    }
}
