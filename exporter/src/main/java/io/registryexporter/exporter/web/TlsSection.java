package io.registryexporter.exporter.web;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLServerSocketFactory;

/** The section {@code tls_server_config}. */
final class TlsSection {
    private static final Set<String> KEYS = Set.of(
            "cert",
            "cert_file",
            "key",
            "key_file",
            "client_auth_type",
            "client_ca",
            "client_ca_file",
            "client_allowed_sans",
            "min_version",
            "max_version",
            "cipher_suites",
            "prefer_server_cipher_suites");
    private static final Set<String> UNSUPPORTED = Set.of("curve_preferences");
    private static final List<String> VERSIONS = List.of("TLS12", "TLS13");
    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");

    private final YamlSource source;
    private final PemFiles files;

    TlsSection(YamlSource source, PemFiles files) {
        this.source = source;
        this.files = files;
    }

    /** An empty section means no TLS, as in exporter-toolkit. */
    Optional<TlsSettings> parse(YamlMap map, SourcePosition place) throws WebConfigException {
        map.allow(KEYS, UNSUPPORTED);
        if (map.keys().isEmpty()) {
            return Optional.empty();
        }
        List<X509Certificate> chain =
                certificates(map, "cert").orElseThrow(() -> source.problem(place, "tls_server_config needs cert_file"));
        PrivateKey key = files.key(
                material(map, "key").orElseThrow(() -> source.problem(place, "tls_server_config needs key_file")),
                chain.get(0).getPublicKey());
        ClientAuth clientAuth = clientAuth(map);
        return Optional.of(new TlsSettings(
                new TlsSettings.Identity(chain, key),
                new TlsSettings.Clients(clientAuth, clientCas(map, clientAuth, place), allowedSans(map, clientAuth)),
                protocols(map),
                cipherSuites(map),
                map.flag("prefer_server_cipher_suites").orElse(true)));
    }

    private Optional<List<X509Certificate>> certificates(YamlMap map, String name) throws WebConfigException {
        Optional<PemFiles.Material> material = material(map, name);
        return material.isPresent() ? Optional.of(files.certificates(material.get())) : Optional.empty();
    }

    /** Inline, or from a file. */
    private Optional<PemFiles.Material> material(YamlMap map, String name) throws WebConfigException {
        Optional<YamlMap.Text> inline = map.text(name);
        Optional<YamlMap.Text> file = map.text(name + "_file");
        if (inline.isPresent() && file.isPresent()) {
            throw source.problem(file.get().place(), "give " + name + " or " + name + "_file, not both");
        }
        if (inline.isPresent()) {
            return Optional.of(new PemFiles.Material(
                    name, inline.get().value(), inline.get().place()));
        }
        return file.isPresent()
                ? Optional.of(files.read(
                        name + "_file", file.get().value(), file.get().place()))
                : Optional.empty();
    }

    private ClientAuth clientAuth(YamlMap map) throws WebConfigException {
        Optional<YamlMap.Text> text = map.text("client_auth_type");
        if (text.isEmpty()) {
            return ClientAuth.NO_CLIENT_CERT;
        }
        return ClientAuth.of(text.get().value())
                .orElseThrow(() -> source.problem(
                        text.get().place(), "client_auth_type must be one of " + Arrays.toString(ClientAuth.values())));
    }

    private List<X509Certificate> clientCas(YamlMap map, ClientAuth clientAuth, SourcePosition place)
            throws WebConfigException {
        Optional<List<X509Certificate>> cas = certificates(map, "client_ca");
        if (cas.isPresent() && clientAuth == ClientAuth.NO_CLIENT_CERT) {
            throw source.problem(place, "a client CA has no effect without client_auth_type");
        }
        if (cas.isEmpty() && clientAuth.verifies()) {
            throw source.problem(place, "client_auth_type " + clientAuth + " needs client_ca_file");
        }
        return cas.orElseGet(List::of);
    }

    /** The name in a certificate means nothing if the certificate is optional or not verified. */
    private List<String> allowedSans(YamlMap map, ClientAuth clientAuth) throws WebConfigException {
        List<YamlMap.Text> names = map.list("client_allowed_sans");
        if (!names.isEmpty() && clientAuth != ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT) {
            throw source.problem(
                    map.place("client_allowed_sans"),
                    "client_allowed_sans needs client_auth_type " + ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT);
        }
        return names.stream().map(YamlMap.Text::value).map(AllowedName::normal).toList();
    }

    private List<String> protocols(YamlMap map) throws WebConfigException {
        int first = version(map, "min_version", "TLS12");
        int last = version(map, "max_version", "TLS13");
        if (first > last) {
            throw source.problem(map.place("max_version"), "max_version is below min_version");
        }
        return PROTOCOLS.subList(first, last + 1);
    }

    private int version(YamlMap map, String key, String otherwise) throws WebConfigException {
        Optional<YamlMap.Text> text = map.text(key);
        int version = VERSIONS.indexOf(text.map(YamlMap.Text::value).orElse(otherwise));
        if (version < 0) {
            throw source.problem(map.place(key), key + " must be TLS12 or TLS13");
        }
        return version;
    }

    private Optional<List<String>> cipherSuites(YamlMap map) throws WebConfigException {
        List<YamlMap.Text> texts = map.list("cipher_suites");
        if (texts.isEmpty()) {
            return Optional.empty();
        }
        List<String> supported =
                List.of(((SSLServerSocketFactory) SSLServerSocketFactory.getDefault()).getSupportedCipherSuites());
        List<String> suites = new ArrayList<>();
        for (YamlMap.Text text : texts) {
            if (!supported.contains(text.value())) {
                throw source.problem(
                        text.place(), "this cipher suite is not one of this Java; the names are those of Java");
            }
            suites.add(text.value());
        }
        return Optional.of(suites);
    }
}
