package io.registryexporter.support.real;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Pulls as a client does, and tells what it could not pull. It believes what the registry serves, and remembers it until
 * it is told to forget.
 */
public final class PullingClient {
    private static final Set<String> MANIFESTS = Set.of(
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws",
            "application/vnd.docker.distribution.manifest.v1+json");
    private static final int OK = 200;

    private final ObjectMapper json = new ObjectMapper();
    private final Http http = new Http();
    private final Map<String, Optional<String>> known = new HashMap<>();
    private final String server;
    private final boolean reading;

    private PullingClient(RealRegistry registry, boolean reading) {
        this.server = "http://" + registry.address() + "/v2/";
        this.reading = reading;
    }

    /** One that only asks for blobs. */
    public PullingClient(RealRegistry registry) {
        this(registry, false);
    }

    /** One that reads every blob, and compares it with its digest. */
    public static PullingClient reading(RealRegistry registry) {
        return new PullingClient(registry, true);
    }

    /** For another storage. */
    public void forget() {
        known.clear();
    }

    /** The tags, if the registry lists those of this repository. */
    public Optional<List<String>> tags(String repository) {
        Answer answer = ask("GET", encoded(repository) + "/tags/list");
        if (answer.status() != OK) {
            return Optional.empty();
        }
        List<String> tags = new ArrayList<>();
        tree(answer.body()).path("tags").forEach(tag -> tags.add(tag.asText()));
        return Optional.of(tags);
    }

    /**
     * What stands in the way of pulling all that a manifest needs; nothing if it can be pulled.
     *
     * @param reference a tag or a digest
     */
    public Optional<String> problem(String repository, String reference) {
        String key = repository + " " + reference;
        Optional<String> before = known.get(key);
        if (before != null) {
            return before;
        }
        // A cycle is as sound as the rest of it.
        known.put(key, Optional.empty());
        Optional<String> problem = problemOfManifest(repository, reference);
        known.put(key, problem);
        return problem;
    }

    private Optional<String> problemOfManifest(String repository, String reference) {
        Answer answer = ask("GET", encoded(repository) + "/manifests/" + encoded(reference));
        if (answer.status() != OK) {
            return Optional.of(reference + ": " + answer.status());
        }
        JsonNode manifest = tree(answer.body());
        if (manifest.path("schemaVersion").asInt() == 1) {
            return first(manifest.path("fsLayers"), layer -> blob(repository, layer.path("blobSum"), layer));
        }
        String type = manifest.path("mediaType").asText("");
        boolean index = type.isEmpty()
                ? manifest.path("manifests").isArray()
                : type.endsWith(".index.v1+json") || type.endsWith(".list.v2+json");
        if (index) {
            return first(manifest.path("manifests"), entry -> entry(repository, entry));
        }
        JsonNode config = manifest.path("config");
        return blob(repository, config.path("digest"), config)
                .or(() -> first(manifest.path("layers"), layer -> layer(repository, layer)));
    }

    /** Without a media type an entry of an index is a manifest, as clients have it that choose by platform. */
    private Optional<String> entry(String repository, JsonNode entry) {
        String type = entry.path("mediaType").asText("");
        return type.isEmpty() || MANIFESTS.contains(type)
                ? problem(repository, entry.path("digest").asText())
                : blob(repository, entry.path("digest"), entry);
    }

    private Optional<String> layer(String repository, JsonNode layer) {
        String type = layer.path("mediaType").asText("");
        boolean elsewhere =
                !layer.path("urls").isEmpty() && (type.contains("foreign") || type.contains("nondistributable"));
        return elsewhere ? Optional.empty() : blob(repository, layer.path("digest"), layer);
    }

    private Optional<String> blob(String repository, JsonNode digest, JsonNode descriptor) {
        Answer answer = ask(reading ? "GET" : "HEAD", encoded(repository) + "/blobs/" + encoded(digest.asText()));
        if (answer.status() != OK) {
            return Optional.of(digest.asText() + ": " + answer.status());
        }
        if (reading && !RealRegistry.digestOf("SHA-256", answer.body()).equals(digest.asText())) {
            return Optional.of(digest.asText() + ": other content");
        }
        JsonNode size = descriptor.path("size");
        return size.isNumber() && size.asLong() != answer.length()
                ? Optional.of(digest.asText() + ": " + answer.length() + " bytes instead of " + size)
                : Optional.empty();
    }

    private static Optional<String> first(
            JsonNode entries, java.util.function.Function<JsonNode, Optional<String>> problem) {
        for (JsonNode entry : entries) {
            Optional<String> found = problem.apply(entry);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /**
     * @param status 0 where the registry broke the connection
     * @param length of the content, also where the body was not asked for
     */
    private record Answer(int status, long length, byte[] body) {}

    private Answer ask(String method, String path) {
        try {
            HttpResponse<byte[]> response =
                    http.send(method, server + path, new byte[0], "Accept", String.join(", ", MANIFESTS));
            return new Answer(
                    response.statusCode(),
                    response.headers().firstValueAsLong("Content-Length").orElse(-1),
                    response.body());
        } catch (UncheckedIOException brokenConnection) {
            return new Answer(0, -1, new byte[0]);
        }
    }

    private JsonNode tree(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("%3A", ":");
    }
}
