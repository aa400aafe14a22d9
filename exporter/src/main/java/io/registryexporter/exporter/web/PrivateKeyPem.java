package io.registryexporter.exporter.web;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A private key in PEM: PKCS#8 (RFC 5958), which the JDK reads, and PKCS#1 of RSA (RFC 8017) and SEC1 of elliptic curves
 * (RFC 5915), which cert-manager and openssl write and which are wrapped into PKCS#8 here.
 */
final class PrivateKeyPem {
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN ((?:RSA |EC |ENCRYPTED )?PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    /** AlgorithmIdentifier rsaEncryption, NULL. */
    private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
    /** OBJECT IDENTIFIER id-ecPublicKey. */
    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

    private static final byte[] VERSION_0 = {2, 1, 0};
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int PARAMETERS = 0xa0;

    private PrivateKeyPem() {}

    /**
     * The first private key of a text.
     *
     * @param algorithm of the certificate
     * @throws GeneralSecurityException if the text has no readable key
     */
    static PrivateKey parse(String pem, String algorithm) throws GeneralSecurityException {
        Matcher block = BLOCK.matcher(pem);
        if (!block.find()) {
            throw new InvalidKeyException("there is no block PRIVATE KEY");
        }
        byte[] content = Base64.getMimeDecoder().decode(block.group(2));
        byte[] pkcs8 = switch (block.group(1)) {
            case "PRIVATE KEY" -> content;
            case "RSA PRIVATE KEY" -> pkcs8(RSA, content);
            case "EC PRIVATE KEY" -> pkcs8(der(SEQUENCE, concat(EC, curve(content))), content);
            default -> throw new InvalidKeyException("it has a passphrase");
        };
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] key) {
        return der(SEQUENCE, concat(VERSION_0, algorithm, der(OCTET_STRING, key)));
    }

    /** The named curve: the OBJECT IDENTIFIER in the field {@code parameters [0]}. */
    private static byte[] curve(byte[] sec1) throws InvalidKeyException {
        for (int i = 0; i + 3 < sec1.length; i++) {
            boolean parameters = (sec1[i] & 0xff) == PARAMETERS && sec1[i + 2] == OBJECT_IDENTIFIER;
            int length = sec1[i + 3];
            if (parameters && sec1[i + 1] == length + 2 && length > 0 && i + 4 + length <= sec1.length) {
                return Arrays.copyOfRange(sec1, i + 2, i + 4 + length);
            }
        }
        throw new InvalidKeyException("the key names no curve");
    }

    private static byte[] der(int tag, byte[] content) {
        return concat(new byte[] {(byte) tag}, length(content.length), content);
    }

    /** In the fewest bytes, as DER requires; no key is longer than two bytes can represent. */
    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        return length < 0x100
                ? new byte[] {(byte) 0x81, (byte) length}
                : new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
