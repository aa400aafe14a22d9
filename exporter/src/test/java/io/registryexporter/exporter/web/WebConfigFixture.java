package io.registryexporter.exporter.web;

import io.registryexporter.exporter.fixture.MovableClock;
import io.registryexporter.exporter.fixture.ServerCertificate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file of exporter-toolkit's format, and what its reading reports. */
abstract class WebConfigFixture {
    static final String CLIENT = "192.0.2.1";
    static final String TLS = "tls_server_config:\n  cert_file: cert.pem\n  key_file: key.pem\n";
    static final String USERS = "basic_auth_users:\n  prometheus: $2y$04$" + "a".repeat(53) + "\n";

    @TempDir
    static Path made;

    static ServerCertificate rsa;
    static ServerCertificate ec;

    @TempDir
    Path directory;

    final MovableClock clock = new MovableClock(Instant.EPOCH);
    final List<String> problems = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();
    final List<String> changes = new ArrayList<>();
    final WebConfigListener listener = new WebConfigListener() {
        @Override
        public void changed() {
            changes.add("changed");
        }

        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void problem(String message) {
            problems.add(message);
        }
    };
    Path file;

    @BeforeAll
    static void make() {
        rsa = ServerCertificate.of(made, "RSA");
        ec = ServerCertificate.of(made, "EC");
    }

    @BeforeEach
    void write() {
        file = directory.resolve("web.yml");
        rsa.write(directory);
    }

    WebSecurity read(String text) throws Exception {
        write(text);
        return WebSecurity.of(file, clock, listener);
    }

    void write(String text) throws IOException {
        Files.writeString(file, text);
    }
}
