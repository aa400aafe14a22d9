package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/** Tells who asks what he may do: everything that no test denies. */
final class Reviews {
    private static final List<String> VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    private final Kinds kinds;
    private final Predicate<ResourceRequest> allowed;

    Reviews(Kinds kinds, Predicate<ResourceRequest> allowed) {
        this.kinds = kinds;
        this.allowed = allowed;
    }

    Reply answer(String plural, ObjectNode review) {
        return switch (plural) {
            case "selfsubjectaccessreviews" -> access(review);
            case "selfsubjectrulesreviews" -> rules(review);
            default -> throw ApiError.unknownPath();
        };
    }

    private Reply access(ObjectNode review) {
        JsonNode wanted = review.path("spec").path("resourceAttributes");
        boolean allow = allowed.test(new ResourceRequest(
                wanted.path("verb").asText(),
                wanted.path("group").asText(),
                wanted.path("version").asText(),
                wanted.path("resource").asText(),
                wanted.path("subresource").asText(),
                wanted.path("namespace").asText(),
                wanted.path("name").asText()));
        review.putObject("status").put("allowed", allow);
        return new Reply.Document(201, review);
    }

    private Reply rules(ObjectNode review) {
        String namespace = review.path("spec").path("namespace").asText();
        ObjectNode status = review.putObject("status").put("incomplete", false);
        ArrayNode rules = status.putArray("resourceRules");
        status.putArray("nonResourceRules");
        for (Kind kind : kinds.all()) {
            ObjectNode rule = rules.addObject();
            rule.putArray("apiGroups").add(kind.group());
            rule.putArray("resources").add(kind.plural());
            VERBS.stream()
                    .filter(verb -> allowed.test(
                            new ResourceRequest(verb, kind.group(), kind.version(), kind.plural(), "", namespace, "")))
                    .forEach(rule.putArray("verbs")::add);
        }
        return new Reply.Document(201, review);
    }
}
