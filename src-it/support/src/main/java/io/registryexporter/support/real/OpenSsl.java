package io.registryexporter.support.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates as openssl makes them, in one directory: {@code NAME.pem} and {@code NAME.key}. */
public record OpenSsl(Path directory) {

    /** How a private key is written. */
    public enum KeyForm {
        PKCS8_RSA("openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out"),
        PKCS1_RSA("openssl genrsa -traditional -out"),
        PKCS8_EC("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out"),
        SEC1_EC("openssl ecparam -name secp384r1 -genkey -noout -out"),
        ED25519("openssl genpkey -algorithm ED25519 -out");

        private final String command;

        KeyForm(String command) {
            this.command = command;
        }
    }

    /** A certificate authority of this name. */
    public void authority(String name) {
        run(
                "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + name,
                "-keyout",
                file(name + ".key"),
                "-out",
                file(name + ".pem"));
    }

    /** A certificate for this machine, and a client of the name, signed by an authority. */
    public void certificate(String name, KeyForm form, String authority) {
        run(form.command, file(name + ".key"));
        run("openssl req -new -subj /CN=" + name, "-key", file(name + ".key"), "-out", file(name + ".csr"));
        try {
            Files.writeString(directory.resolve("extensions"), "subjectAltName=IP:127.0.0.1,DNS:localhost,DNS:" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run(
                "openssl x509 -req -days 2 -CAcreateserial",
                "-in",
                file(name + ".csr"),
                "-CA",
                file(authority + ".pem"),
                "-CAkey",
                file(authority + ".key"),
                "-extfile",
                file("extensions"),
                "-out",
                file(name + ".pem"));
    }

    /** What {@code openssl s_client} hears when it makes one request; files of its options lie in the directory. */
    public String request(String address, String options, String request) {
        String command = "cd " + directory + " && { printf '" + request + "\\r\\n\\r\\n'; sleep 1; } |"
                + " openssl s_client -ign_eof -connect " + address + " " + options;
        try (RunningProgram program =
                new RunningProgram(List.of("sh", "-c", command), directory.resolve("s_client.log"))) {
            program.exitCode();
            return program.output();
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void run(String command, String... files) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of(files));
        try (RunningProgram program = new RunningProgram(words, directory.resolve("openssl.log"))) {
            if (program.exitCode() != 0) {
                throw new IllegalStateException(words + ":\n" + program.output());
            }
        }
    }
}
