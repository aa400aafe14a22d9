package io.registryexporter.exporter.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Certificates and keys in PEM (RFC 7468), and which files they came from. */
final class PemFiles {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

    private final YamlSource source;
    private final List<WatchedFile> read = new ArrayList<>();

    PemFiles(YamlSource source) {
        this.source = source;
    }

    /**
     * A PEM text.
     *
     * @param key of the configuration
     * @param place of that key
     */
    record Material(String key, String text, SourcePosition place) {}

    /** The files that were read, in the state before they were read. */
    List<WatchedFile> read() {
        return read;
    }

    Material read(String key, String name, SourcePosition place) throws WebConfigException {
        Path file = path(key, name, place);
        read.add(WatchedFile.of(file));
        try {
            return new Material(key, Files.readString(file, StandardCharsets.ISO_8859_1), place);
        } catch (IOException e) {
            throw source.problem(
                    place,
                    "the file of " + key + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private Path path(String key, String name, SourcePosition place) throws WebConfigException {
        try {
            return source.file().toAbsolutePath().getParent().resolve(name);
        } catch (InvalidPathException e) {
            throw source.problem(place, key + " is no path: " + e.getReason());
        }
    }

    /** All certificates of a text, which may also contain keys. */
    List<X509Certificate> certificates(Material material) throws WebConfigException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            byte[] bytes = CERTIFICATE
                    .matcher(material.text())
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.joining("\n"))
                    .getBytes(StandardCharsets.ISO_8859_1);
            List<X509Certificate> certificates = factory.generateCertificates(new ByteArrayInputStream(bytes)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw source.problem(material.place(), material.key() + " holds no certificate");
            }
            return certificates;
        } catch (CertificateException e) {
            throw source.problem(material.place(), material.key() + " holds no certificate in PEM");
        }
    }

    /** The private key of a certificate's public key. */
    PrivateKey key(Material material, PublicKey publicKey) throws WebConfigException {
        try {
            PrivateKey key = PrivateKeyPem.parse(material.text(), publicKey.getAlgorithm());
            if (!KeyPairs.match(key, publicKey)) {
                throw source.problem(material.place(), material.key() + " is not the key of the certificate");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw source.problem(
                    material.place(),
                    material.key() + " holds no private key of the certificate's type (" + publicKey.getAlgorithm()
                            + ") in PEM without a passphrase");
        }
    }
}
