package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * As much of an OpenAPI description as kubectl needs: before it applies, that the server validates fields itself; and to
 * explain a custom resource, its schema.
 */
final class OpenApi {
    private static final String PROTOBUF = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private final Kinds kinds;

    OpenApi(Kinds kinds) {
        this.kinds = kinds;
    }

    /** Clients of before Kubernetes 1.27 read the older document, and only in protobuf. */
    static boolean wantsProtobuf(ApiCall call) {
        return call.path().equals("/openapi/v2") && call.accept().contains(PROTOBUF);
    }

    /** A document in protobuf without anything in it: what it does not describe is not checked. */
    static Reply empty() {
        return new Reply.Text(200, "application/octet-stream", "");
    }

    Optional<ObjectNode> at(String path) {
        if (path.equals("/openapi/v2")) {
            return Optional.of(v2());
        }
        if (path.equals("/openapi/v3")) {
            return Optional.of(index());
        }
        return path.startsWith("/openapi/v3/")
                ? Optional.of(groupVersion(path.substring("/openapi/v3/".length())))
                : Optional.empty();
    }

    private static ObjectNode v2() {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("swagger", "2.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.0");
        document.putObject("paths");
        document.putObject("definitions");
        return document;
    }

    private ObjectNode index() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        ObjectNode paths = document.putObject("paths");
        kinds.all().stream()
                .map(OpenApi::prefix)
                .distinct()
                .forEach(prefix -> paths.putObject(prefix).put("serverRelativeURL", "/openapi/v3/" + prefix));
        return document;
    }

    private static String prefix(Kind kind) {
        return (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion();
    }

    private ObjectNode groupVersion(String prefix) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.0");
        document.putObject("info").put("title", "Kubernetes").put("version", "v1.36.0");
        ObjectNode paths = document.putObject("paths");
        ObjectNode schemas = document.putObject("components").putObject("schemas");
        kinds.all().stream().filter(kind -> prefix(kind).equals(prefix)).forEach(kind -> {
            if (kind.schema() instanceof ObjectNode schema) {
                schemas.set(kind.kind(), described(kind, schema));
            }
            String namespace = kind.namespaced() ? "/namespaces/{namespace}" : "";
            ObjectNode patch = paths.putObject("/" + prefix + namespace + "/" + kind.plural() + "/{name}")
                    .putObject("patch");
            patch.putArray("parameters")
                    .addObject()
                    .put("name", "fieldValidation")
                    .put("in", "query")
                    .putObject("schema")
                    .put("type", "string");
            patch.putObject("responses");
            patch.set("x-kubernetes-group-version-kind", groupVersionKind(kind));
        });
        return document;
    }

    /** The schema of a definition, with the fields that the API server adds to each. */
    private static ObjectNode described(Kind kind, ObjectNode schema) {
        ObjectNode described = schema.deepCopy();
        described.putArray("x-kubernetes-group-version-kind").add(groupVersionKind(kind));
        ObjectNode properties = described.withObjectProperty("properties");
        properties.putObject("apiVersion").put("type", "string");
        properties.putObject("kind").put("type", "string");
        properties.putObject("metadata").put("type", "object");
        return described;
    }

    private static ObjectNode groupVersionKind(Kind kind) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("group", kind.group())
                .put("version", kind.version())
                .put("kind", kind.kind());
    }
}
