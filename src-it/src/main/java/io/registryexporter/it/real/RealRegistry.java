package io.registryexporter.it.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Debian's docker-registry (distribution 2.8) on a rootdirectory of its own, without a cache before the disk. */
public final class RealRegistry implements AutoCloseable {
    private static final String ACCEPTED = String.join(
            ", ",
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws",
            "application/vnd.docker.distribution.manifest.v1+json");

    private final ObjectMapper json = new ObjectMapper();
    private final Http http = new Http();
    private final RunningProgram program;
    private final Path root;
    private final String address;

    private RealRegistry(RunningProgram program, Path root, String address) {
        this.program = program;
        this.root = root;
        this.address = address;
    }

    /** Starts it with everything it writes below {@code directory}. */
    public static RealRegistry start(Path directory) {
        String address = "127.0.0.1:" + RunningProgram.freePort();
        Path root = directory.resolve("registry");
        Path config = config(directory, root, address);
        RunningProgram program = new RunningProgram(
                List.of("docker-registry", "serve", config.toString()), directory.resolve("registry.log"));
        RealRegistry registry = new RealRegistry(program, root, address);
        program.awaitUntil("answer", () -> registry.http.answers(registry.uri("/v2/")));
        return registry;
    }

    private static Path config(Path directory, Path root, String address) {
        try {
            Files.createDirectories(root);
            return Files.writeString(directory.resolve("config.yml"), """
                    version: 0.1
                    log: {level: error, accesslog: {disabled: true}}
                    storage:
                      filesystem: {rootdirectory: "%s"}
                      delete: {enabled: true}
                    http: {addr: "%s"}
                    compatibility: {schema1: {enabled: true}}
                    validation: {manifests: {urls: {allow: ["^https://"]}}}
                    """.formatted(root, address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Runs {@code docker-registry garbage-collect} on a rootdirectory.
     *
     * @param directory for its configuration and output
     * @param options as {@code --dry-run} and {@code -m}
     * @return the digests of the blobs that it names as eligible for deletion
     */
    public static List<String> collectGarbage(Path directory, Path root, String... options) {
        List<String> command = new ArrayList<>(List.of("docker-registry", "garbage-collect"));
        command.addAll(List.of(options));
        command.add(config(directory, root, "127.0.0.1:0").toString());
        try (RunningProgram program = new RunningProgram(command, directory.resolve("garbage-collect.log"))) {
            if (program.exitCode() != 0) {
                throw new IllegalStateException(command + ":\n" + program.output());
            }
            String eligible = "blob eligible for deletion: ";
            return program.output()
                    .lines()
                    .filter(line -> line.startsWith(eligible))
                    .map(line -> line.substring(eligible.length()))
                    .toList();
        }
    }

    /** The rootdirectory. */
    public Path root() {
        return root;
    }

    /** The v2 directory. */
    public Path v2() {
        return root.resolve("docker/registry/v2");
    }

    /** Host and port. */
    public String address() {
        return address;
    }

    /** Uploads a blob in one request and gives its digest. */
    public String pushBlob(String repository, byte[] content) {
        return pushBlob(repository, content, digestOf("SHA-256", content));
    }

    /** Uploads a blob under a digest of the client's choice. */
    public String pushBlob(String repository, byte[] content, String digest) {
        String location = startUpload(repository);
        String separator = location.contains("?") ? "&" : "?";
        HttpResponse<byte[]> response = http.send(
                "PUT", location + separator + "digest=" + digest, content, "Content-Type", "application/octet-stream");
        require(201, response);
        return digest;
    }

    /** Begins an upload and gives the place to send it to. */
    public String startUpload(String repository) {
        HttpResponse<byte[]> response = http.send("POST", uri("/v2/" + repository + "/blobs/uploads/"), new byte[0]);
        require(202, response);
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Sends a part of an upload that is never finished, and gives the place for the next part. */
    public String sendPart(String location, byte[] part) {
        HttpResponse<byte[]> response = http.send("PATCH", location, part, "Content-Type", "application/octet-stream");
        require(202, response);
        return response.headers().firstValue("Location").orElseThrow();
    }

    /** Gives an upload up, as a client does that was interrupted. */
    public void cancelUpload(String location) {
        require(204, http.send("DELETE", location, new byte[0]));
    }

    /** Takes a blob over from another repository. */
    public void mount(String repository, String digest, String from) {
        String query = "?mount=" + digest + "&from=" + from;
        require(201, http.send("POST", uri("/v2/" + repository + "/blobs/uploads/" + query), new byte[0]));
    }

    /** Pushes a manifest under a tag or a digest, and gives its digest. */
    public String pushManifest(String repository, String reference, String mediaType, String manifest) {
        byte[] body = manifest.getBytes(StandardCharsets.UTF_8);
        require(201, http.send("PUT", manifestUri(repository, reference), body, "Content-Type", mediaType));
        return digestOf("SHA-256", body);
    }

    public void deleteManifest(String repository, String digest) {
        require(202, http.send("DELETE", manifestUri(repository, digest), new byte[0]));
    }

    /** The manifest of a tag or digest, if the registry serves it. */
    public Optional<Served> manifest(String repository, String reference) {
        HttpResponse<byte[]> response = http.get(manifestUri(repository, reference), "Accept", ACCEPTED);
        if (response.statusCode() != 200) {
            return Optional.empty();
        }
        return Optional.of(new Served(
                response.headers().firstValue("Docker-Content-Digest").orElseThrow(), tree(response.body())));
    }

    /**
     * A manifest as it was served.
     *
     * @param digest what the registry says that it is
     */
    public record Served(String digest, JsonNode manifest) {}

    /** The stored bytes of a blob, if the repository has it. */
    public Optional<Long> blobSize(String repository, String digest) {
        HttpResponse<byte[]> response = http.send("HEAD", uri("/v2/" + repository + "/blobs/" + digest), new byte[0]);
        return response.statusCode() == 200
                ? Optional.of(
                        response.headers().firstValueAsLong("Content-Length").orElseThrow())
                : Optional.empty();
    }

    /** The repositories of the catalog that have tags to list, with or without any. */
    public List<String> repositories() {
        List<String> names = new ArrayList<>();
        tree(http.get(uri("/v2/_catalog?n=1000")).body())
                .path("repositories")
                .forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The tags, if the repository has a list of them. */
    public Optional<List<String>> tags(String repository) {
        HttpResponse<byte[]> response = http.get(uri("/v2/" + repository + "/tags/list"));
        if (response.statusCode() != 200) {
            return Optional.empty();
        }
        List<String> tags = new ArrayList<>();
        tree(response.body()).path("tags").forEach(tag -> tags.add(tag.asText()));
        return Optional.of(tags);
    }

    public static String digestOf(String algorithm, byte[] content) {
        try {
            byte[] hash = MessageDigest.getInstance(algorithm).digest(content);
            String name = algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT);
            return name + ":" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private String manifestUri(String repository, String reference) {
        return uri("/v2/" + repository + "/manifests/" + reference);
    }

    private String uri(String path) {
        return "http://" + address + path;
    }

    private JsonNode tree(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void require(int status, HttpResponse<byte[]> response) {
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.request().method() + " " + response.uri() + " gave "
                    + response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
