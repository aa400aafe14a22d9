package io.registryexporter.support.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A registry that is running: Debian's (2.8), without a cache before the disk, unless told otherwise. */
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

    /** Starts Debian's with everything it writes below {@code directory}. */
    public static RealRegistry start(Path directory) {
        return start(RegistryProgram.DEBIAN, directory);
    }

    /** Starts it with everything it writes below {@code directory}. */
    public static RealRegistry start(RegistryProgram registryProgram, Path directory) {
        return start(registryProgram, directory, directory.resolve("registry"));
    }

    /** Starts it on a rootdirectory, with what else it writes below {@code directory}. */
    public static RealRegistry start(RegistryProgram registryProgram, Path directory, Path root) {
        String address = "127.0.0.1:" + RunningProgram.freePort();
        RunningProgram program = registryProgram.serve(directory, root, address);
        RealRegistry registry = new RealRegistry(program, root, address);
        program.awaitUntil("answer", () -> registry.http.answers(registry.uri("/v2/")));
        return registry;
    }

    /**
     * Runs {@code docker-registry garbage-collect} on a rootdirectory.
     *
     * @param directory for its configuration and output
     * @param options as {@code --dry-run} and {@code -m}
     * @return the digests of the blobs that it names as eligible for deletion
     */
    public static List<String> collectGarbage(Path directory, Path root, String... options) {
        GarbageCollection collection = RegistryProgram.DEBIAN.collectGarbage(directory, root, options);
        if (collection.failed()) {
            throw new IllegalStateException("garbage-collect " + List.of(options) + ":\n" + collection.output());
        }
        return collection.eligible();
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

    /** What {@code DELETE} of a manifest by its digest answers. */
    public int statusOfDelete(String repository, String digest) {
        return http.send("DELETE", manifestUri(repository, digest), new byte[0]).statusCode();
    }

    /** Whether the registry serves a manifest. */
    public boolean serves(String repository, String reference) {
        return http.get(manifestUri(repository, reference), "Accept", ACCEPTED).statusCode() == 200;
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

    /**
     * Whether a client that asks before it uploads leaves the blob out.
     *
     * @throws IllegalStateException where the registry says neither, on which such a client gives up
     */
    public boolean tellsThatItHas(String repository, String digest) {
        HttpResponse<byte[]> response = http.send("HEAD", uri("/v2/" + repository + "/blobs/" + digest), new byte[0]);
        if (response.statusCode() != 404) {
            require(200, response);
        }
        return response.statusCode() == 200;
    }

    /** The repositories of the catalog that have tags to list, with or without any. */
    public List<String> repositories() {
        List<String> names = new ArrayList<>();
        tree(http.get(uri("/v2/_catalog?n=1000")).body())
                .path("repositories")
                .forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The names that the catalog lists, up to a thousand; nothing where it answers with an error. */
    public Optional<List<String>> catalog() {
        boolean answered = http.get(uri("/v2/_catalog?n=1000")).statusCode() == 200;
        return answered ? Optional.of(repositories()) : Optional.empty();
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
