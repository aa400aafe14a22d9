package io.registryexporter.operator.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Answers the requests of a dry run from manifests. What the manifests do not have does not exist, a list of another
 * kind is empty, and a write succeeds and changes nothing.
 */
final class ManifestApi {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Manifests manifests;

    ManifestApi(Manifests manifests) {
        this.manifests = manifests;
    }

    /** An answer with its status code. */
    record Answer(int code, ObjectNode body) {}

    /**
     * A path of the API: {@code /api/v1/namespaces/NAMESPACE/PLURAL/NAME}, {@code /apis/GROUP/VERSION/PLURAL}.
     *
     * @param rest of the path: plural, name
     */
    private record Path(String group, String version, Optional<String> namespace, List<String> rest) {
        static Path of(String path) {
            List<String> parts = new ArrayList<>(Arrays.stream(path.split("/"))
                    .filter(part -> !part.isEmpty())
                    .toList());
            boolean core = !parts.isEmpty() && parts.get(0).equals("api");
            List<String> rest = parts.size() < (core ? 2 : 3) ? List.of() : parts.subList(core ? 2 : 3, parts.size());
            String group = core || parts.size() < 2 ? "" : parts.get(1);
            String version = parts.size() < 2 ? "" : parts.get(core ? 1 : Math.min(2, parts.size() - 1));
            return rest.size() > 2 && rest.get(0).equals("namespaces")
                    ? new Path(group, version, Optional.of(rest.get(1)), rest.subList(2, rest.size()))
                    : new Path(group, version, Optional.empty(), rest);
        }

        String apiVersion() {
            return group.isEmpty() ? version : group + "/" + version;
        }
    }

    Answer answer(String method, String path, String body) {
        Path parsed = Path.of(path);
        return switch (method) {
            case "GET" -> get(parsed);
            case "PATCH" -> patch(parsed, body);
            case "DELETE" -> new Answer(HttpURLConnection.HTTP_OK, status(HttpURLConnection.HTTP_OK, "Success", path));
            default -> new Answer(HttpURLConnection.HTTP_CREATED, parse(body));
        };
    }

    private Answer get(Path path) {
        return switch (path.rest().size()) {
            case 0 -> new Answer(HttpURLConnection.HTTP_OK, kinds(path));
            case 1 ->
                path.group().isEmpty() && path.rest().get(0).equals("nodes")
                        ? unknownNodes()
                        : new Answer(HttpURLConnection.HTTP_OK, list(path));
            default ->
                find(path)
                        .map(found -> new Answer(HttpURLConnection.HTTP_OK, found))
                        .orElseGet(() -> notFound(path));
        };
    }

    private Optional<ObjectNode> find(Path path) {
        return manifests
                .list(path.group(), path.rest().get(0), path.namespace())
                .filter(object ->
                        object.at("/metadata/name").asText().equals(path.rest().get(1)))
                .findFirst();
    }

    private ObjectNode list(Path path) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("apiVersion", path.apiVersion()).put("kind", "List");
        list.putObject("metadata").put("resourceVersion", "1");
        ArrayNode items = list.putArray("items");
        manifests.list(path.group(), path.rest().get(0), path.namespace()).forEach(items::add);
        return list;
    }

    /** The kinds that a client has to look up before it writes. */
    private static ObjectNode kinds(Path path) {
        ObjectNode kinds = JsonNodeFactory.instance.objectNode();
        kinds.put("apiVersion", "v1").put("kind", "APIResourceList").put("groupVersion", path.apiVersion());
        ArrayNode resources = kinds.putArray("resources");
        for (String kind : List.of("Deployment", "StatefulSet")) {
            resources
                    .addObject()
                    .put("name", Manifests.plural(kind))
                    .put("singularName", "")
                    .put("kind", kind)
                    .put("namespaced", true)
                    .putArray("verbs");
        }
        return kinds;
    }

    private Answer patch(Path path, String body) {
        ObjectNode patch = parse(body);
        return find(path)
                .map(found -> new Answer(HttpURLConnection.HTTP_OK, Apply.of(found, patch)))
                .orElseGet(() -> notFound(path));
    }

    /** No manifest says which nodes a cluster has: none must not be read from that. */
    private static Answer unknownNodes() {
        return new Answer(
                HttpURLConnection.HTTP_FORBIDDEN,
                status(HttpURLConnection.HTTP_FORBIDDEN, "Failure", "the nodes are not in the manifests"));
    }

    private static Answer notFound(Path path) {
        String name = String.join("/", path.rest());
        return new Answer(
                HttpURLConnection.HTTP_NOT_FOUND,
                status(HttpURLConnection.HTTP_NOT_FOUND, "Failure", name + " is not in the manifests"));
    }

    private static ObjectNode status(int code, String status, String message) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", "v1")
                .put("kind", "Status")
                .put("status", status)
                .put("message", message)
                .put("code", code);
    }

    private static ObjectNode parse(String body) {
        try {
            JsonNode read = JSON.readTree(body.isEmpty() ? "{}" : body);
            return read.isObject() ? (ObjectNode) read : JsonNodeFactory.instance.objectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body of a request is no JSON", e);
        }
    }
}
