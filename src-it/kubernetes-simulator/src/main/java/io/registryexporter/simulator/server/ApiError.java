package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.simulator.fields.Ownership.Conflict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An answer of kind Status that tells a failure, in the server's own words. */
public final class ApiError extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String UNKNOWN_PATH = "";

    private final int code;
    private final String reason;
    private final transient ObjectNode details = JsonNodeFactory.instance.objectNode();

    private ApiError(int code, String reason, String message) {
        super(message);
        this.code = code;
        this.reason = reason;
    }

    /** Any failure, for tests that want one. */
    public static ApiError of(int code, String reason, String message) {
        return new ApiError(code, reason, message);
    }

    static ApiError unknownPath() {
        return new ApiError(404, UNKNOWN_PATH, "the server could not find the requested resource");
    }

    /** What the real server answers without a Status; clients make up this message. */
    boolean isUnknownPath() {
        return reason.equals(UNKNOWN_PATH);
    }

    static ApiError notFound(Kind kind, String name) {
        return new ApiError(404, "NotFound", kind.resource() + " \"" + name + "\" not found").about(kind, name);
    }

    static ApiError alreadyExists(Kind kind, String name) {
        return new ApiError(409, "AlreadyExists", kind.resource() + " \"" + name + "\" already exists")
                .about(kind, name);
    }

    static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message);
    }

    /** Of a patch; custom kinds have no strategic one. */
    static ApiError unsupportedPatch(boolean custom) {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + "application/json-patch+json, application/merge-patch+json, "
                        + (custom ? "" : "application/strategic-merge-patch+json, ")
                        + "application/apply-patch+yaml");
    }

    static ApiError unsupportedBody() {
        return new ApiError(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include: "
                        + "application/json, application/yaml");
    }

    static ApiError methodNotAllowed() {
        return new ApiError(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
    }

    static ApiError conflict(Kind kind, String name, String why) {
        return new ApiError(
                        409,
                        "Conflict",
                        "Operation cannot be fulfilled on " + kind.resource() + " \"" + name + "\": " + why)
                .about(kind, name);
    }

    static ApiError modified(Kind kind, String name) {
        return conflict(
                kind,
                name,
                "the object has been modified; please apply your changes to the latest version and try again");
    }

    static ApiError applyConflict(List<Conflict> conflicts) {
        ApiError error = new ApiError(409, "Conflict", message(conflicts));
        conflicts.forEach(conflict -> error.cause("FieldManagerConflict", conflict.message(), conflict.path()));
        return error;
    }

    private static String message(List<Conflict> conflicts) {
        if (conflicts.size() == 1) {
            Conflict only = conflicts.get(0);
            return "Apply failed with 1 conflict: " + only.message() + ": " + only.path();
        }
        Map<String, List<Conflict>> byOwner =
                conflicts.stream().collect(Collectors.groupingBy(Conflict::message, TreeMap::new, Collectors.toList()));
        return "Apply failed with " + conflicts.size() + " conflicts: "
                + byOwner.entrySet().stream()
                        .map(owner -> owner.getKey().replaceFirst("conflict", "conflicts") + ":\n"
                                + owner.getValue().stream()
                                        .map(conflict -> "- " + conflict.path())
                                        .collect(Collectors.joining("\n")))
                        .collect(Collectors.joining("\n"));
    }

    /** As a JSON patch whose test fails; the server does not say what it was. */
    static ApiError rejectedPatch() {
        return new ApiError(422, "Invalid", "the server rejected our request due to an error in our request");
    }

    static ApiError noName(Kind kind) {
        return invalid(kind, "", Map.of("metadata.name", "Required value: name or generateName is required"));
    }

    static ApiError noManager() {
        String problem = "Required value: is required for apply patch";
        return new ApiError(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: " + problem)
                .about("meta.k8s.io", "PatchOptions", "")
                .cause("FieldValueRequired", problem, "fieldManager");
    }

    /**
     * What validation found.
     *
     * @param problems messages by field
     */
    static ApiError invalid(Kind kind, String name, Map<String, String> problems) {
        List<String> all = problems.entrySet().stream()
                .map(problem -> problem.getKey() + ": " + problem.getValue())
                .toList();
        String text = all.size() == 1 ? all.get(0) : "[" + String.join(", ", all) + "]";
        String type = kind.group().isEmpty() ? kind.kind() : kind.kind() + "." + kind.group();
        ApiError error = new ApiError(422, "Invalid", type + " \"" + name + "\" is invalid: " + text)
                .about(kind.group(), kind.kind(), name);
        problems.forEach((field, message) -> {
            error.cause(typeOf(message), message, field);
            if (field.startsWith("metadata.") && !name.isEmpty()) {
                // The real server says these twice.
                error.cause(typeOf(message), message, field);
            }
        });
        return error;
    }

    private static String typeOf(String message) {
        String first = message.split(" ", 2)[0];
        return switch (first) {
            case "Required", "Forbidden:", "Duplicate" -> "FieldValue" + first.replace(":", "");
            default -> "FieldValueInvalid";
        };
    }

    static ApiError terminating(Kind kind, String name, String namespace) {
        String message = kind.resource() + " \"" + name + "\" is forbidden: unable to create new content in namespace "
                + namespace + " because it is being terminated";
        return new ApiError(403, "Forbidden", message)
                .about(kind, name)
                .cause("NamespaceTerminating", "namespace " + namespace + " is being terminated", "metadata.namespace");
    }

    /** As when a role does not allow the request. */
    static ApiError forbidden(String user, ResourceRequest request) {
        String resource = request.group().isEmpty() ? request.plural() : request.plural() + "." + request.group();
        String full =
                request.subresource().isEmpty() ? request.plural() : request.plural() + "/" + request.subresource();
        String subject = request.name().isEmpty() ? resource : resource + " \"" + request.name() + "\"";
        String scope = request.namespace().isEmpty()
                ? "at the cluster scope"
                : "in the namespace \"" + request.namespace() + "\"";
        ApiError error = new ApiError(
                403,
                "Forbidden",
                "%s is forbidden: User \"%s\" cannot %s resource \"%s\" in API group \"%s\" %s"
                        .formatted(subject, user, request.verb(), full, request.group(), scope));
        return error.about(request.group(), request.plural(), request.name());
    }

    static ApiError expired(long wanted, long oldest) {
        return new ApiError(410, "Expired", "too old resource version: " + wanted + " (" + oldest + ")");
    }

    private ApiError about(Kind kind, String name) {
        return about(kind.group(), kind.plural(), name);
    }

    private ApiError about(String group, String plural, String name) {
        if (!name.isEmpty()) {
            details.put("name", name);
        }
        if (!group.isEmpty()) {
            details.put("group", group);
        }
        details.put("kind", plural);
        return this;
    }

    private ApiError cause(String type, String message, String field) {
        details.withArray("/causes")
                .addObject()
                .put("reason", type)
                .put("message", message)
                .put("field", field);
        return this;
    }

    int code() {
        return code;
    }

    ObjectNode status() {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        status.put("status", "Failure").put("message", getMessage()).put("reason", reason);
        if (!details.isEmpty() || reason.equals("Invalid")) {
            status.set("details", details.deepCopy());
        }
        return status.put("code", code);
    }
}
