package io.registryexporter.simulator.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Answers requests; it knows nothing of how they come. */
final class ApiServer {
    private static final Set<String> HEALTH = Set.of("/readyz", "/livez", "/healthz");

    private final ObjectMapper json = new ObjectMapper();
    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final ObjectStore store = new ObjectStore();
    private final Kinds kinds = new Kinds();
    private final Discovery discovery = new Discovery(kinds);
    private final OpenApi openApi = new OpenApi(kinds);
    private final Reviews reviews;
    private final Reader reader;
    private final Writer writer;
    private final Deletion deletion;

    ApiServer(Clock clock, Predicate<ResourceRequest> allowed) {
        reviews = new Reviews(kinds, allowed);
        Lifecycle lifecycle = new Lifecycle(clock);
        reader = new Reader(store, clock);
        deletion = new Deletion(store, kinds, lifecycle);
        writer = new Writer(store, kinds, lifecycle, deletion);
        List.of("default", "kube-system").forEach(this::createNamespace);
    }

    private void createNamespace(String name) {
        ObjectNode namespace = JsonNodeFactory.instance.objectNode();
        namespace.putObject("metadata").put("name", name);
        Target target = new Target(kinds.namespaces(), "", "", "");
        writer.create(target, namespace, new Author("kube-apiserver", false, false));
    }

    ObjectStore store() {
        return store;
    }

    Reply answer(ApiCall call) {
        if (HEALTH.contains(call.path())) {
            return new Reply.Text(200, "text/plain", "ok");
        }
        if (call.method().equals("GET")) {
            if (OpenApi.wantsProtobuf(call)) {
                return OpenApi.empty();
            }
            Optional<ObjectNode> document = discovery.at(call.path()).or(() -> openApi.at(call.path()));
            if (document.isPresent()) {
                return Reply.ok(document.get());
            }
        }
        ResourceRequest request = call.resource().orElseThrow(ApiError::unknownPath);
        if (request.group().equals("authorization.k8s.io")) {
            return reviews.answer(request.plural(), (ObjectNode) body(call));
        }
        if (request.plural().equals("bindings") && request.verb().equals("create")) {
            return bind(request, call);
        }
        return answer(target(request), request, call);
    }

    /** What a scheduler does: the pod gets its node. */
    private Reply bind(ResourceRequest request, ApiCall call) {
        JsonNode binding = body(call);
        Kind pods = kinds.find("", "v1", "pods").orElseThrow(ApiError::unknownPath);
        String pod = binding.path("metadata").path("name").asText();
        writer.change(
                new Target(pods, request.namespace(), pod, ""),
                known -> ((ObjectNode) known.deepCopy())
                        .<ObjectNode>set(
                                "spec",
                                ((ObjectNode) known.path("spec").deepCopy())
                                        .put(
                                                "nodeName",
                                                binding.path("target")
                                                        .path("name")
                                                        .asText())),
                Author.of(call));
        return new Reply.Document(
                201, JsonNodeFactory.instance.objectNode().put("kind", "Status").put("status", "Success"));
    }

    private Target target(ResourceRequest request) {
        Kind kind =
                kinds.find(request.group(), request.version(), request.plural()).orElseThrow(ApiError::unknownPath);
        boolean known = switch (request.subresource()) {
            case "" -> true;
            case "status" -> kind.is(Kind.Trait.STATUS);
            case "scale" -> kind.is(Kind.Trait.SCALE);
            default -> false;
        };
        boolean named = !request.name().isEmpty() || request.verb().equals("create");
        boolean misplaced = kind.namespaced()
                ? named && request.namespace().isEmpty()
                : !request.namespace().isEmpty();
        if (!known || misplaced) {
            throw ApiError.unknownPath();
        }
        return new Target(kind, request.namespace(), request.name(), request.subresource());
    }

    private Reply answer(Target target, ResourceRequest request, ApiCall call) {
        return switch (request.verb()) {
            case "get" -> reader.get(target, call);
            case "list" -> reader.list(target, call);
            case "watch" -> reader.watch(target, call);
            case "create" -> create(target, call);
            case "update" ->
                target.subresource().equals("scale")
                        ? scale(target, ignored -> body(call), call)
                        : writer.replace(target, body(call), Author.of(call)).reply();
            case "patch" -> patch(target, call);
            case "delete" -> delete(target, call);
            default -> deleteAll(target, call);
        };
    }

    private Reply create(Target target, ApiCall call) {
        if (!target.name().isEmpty()) {
            throw ApiError.methodNotAllowed();
        }
        return writer.create(target, body(call), Author.of(call)).reply();
    }

    private Reply patch(Target target, ApiCall call) {
        JsonNode patch = body(call);
        if (call.contentType().equals("application/apply-patch+yaml")) {
            return writer.apply(target, (ObjectNode) patch, applier(call)).reply();
        }
        if (target.subresource().equals("scale")) {
            return scale(
                    target,
                    scale ->
                            Patches.of(call.contentType(), patch, target.kind()).apply(scale),
                    call);
        }
        return writer.change(target, Patches.of(call.contentType(), patch, target.kind()), Author.of(call))
                .reply();
    }

    /** An applier has to say its name. */
    private static Author applier(ApiCall call) {
        return new Author(call.parameter("fieldManager"), call.flag("force"), call.dryRun());
    }

    private Reply scale(Target target, java.util.function.UnaryOperator<JsonNode> change, ApiCall call) {
        Written written = writer.change(
                target, workload -> Scale.into(workload, change.apply(Scale.of(workload))), Author.of(call));
        return Reply.ok(Scale.of(written.object()));
    }

    private Reply delete(Target target, ApiCall call) {
        ObjectNode object = reader.existing(target);
        JsonNode wanted =
                (call.body().isBlank() ? JsonNodeFactory.instance.objectNode() : body(call)).path("preconditions");
        for (String field : List.of("uid", "resourceVersion")) {
            String actual = object.path("metadata").path(field).asText();
            if (wanted.has(field) && !wanted.path(field).asText().equals(actual)) {
                throw ApiError.conflict(
                        target.kind(),
                        target.name(),
                        "the " + field + " in the precondition ("
                                + wanted.path(field).asText() + ") does not match the one in record (" + actual + ")");
            }
        }
        if (call.dryRun()) {
            return Reply.ok(object);
        }
        return deletion.delete(target.kind(), Forms.stored(target.kind(), object))
                .map(left -> Reply.ok(Forms.served(target.kind(), left)))
                .orElseGet(() -> Reply.ok(deleted(target.kind(), object)));
    }

    private static ObjectNode deleted(Kind kind, ObjectNode object) {
        ObjectNode status = JsonNodeFactory.instance.objectNode();
        status.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
        ObjectNode details = status.put("status", "Success").putObject("details");
        details.put("name", object.path("metadata").path("name").asText());
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural())
                .put("uid", object.path("metadata").path("uid").asText());
        return status;
    }

    private Reply deleteAll(Target target, ApiCall call) {
        Reply.Document list = (Reply.Document) reader.list(
                target,
                new ApiCall(call.method(), call.path(), call.query(), "", "", call.userAgent(), call.user(), ""));
        if (!call.dryRun()) {
            list.body()
                    .path("items")
                    .forEach(item -> deletion.delete(target.kind(), Forms.stored(target.kind(), item)));
        }
        return list;
    }

    private JsonNode body(ApiCall call) {
        if (call.contentType().contains("protobuf") && !call.body().startsWith("{")) {
            throw ApiError.unsupportedBody();
        }
        JsonNode body = parsed(call.body());
        if (body.isMissingNode() || body.isNull()) {
            throw ApiError.badRequest("the request has no body");
        }
        return body;
    }

    /** JSON or YAML; what begins like JSON can still be YAML. */
    private JsonNode parsed(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException notJson) {
            return parsedYaml("---\n" + body);
        }
    }

    private JsonNode parsedYaml(String body) {
        try {
            return serialization.unmarshal(body, JsonNode.class);
        } catch (RuntimeException e) {
            throw ApiError.badRequest("the object provided is unrecognized: " + e.getMessage());
        }
    }
}
