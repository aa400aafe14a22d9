package io.registryexporter.it.kube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;

/** Plain requests to an API server, and its answers without what is different each time. */
final class Conversation {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> PASSING =
            Set.of("uid", "resourceVersion", "creationTimestamp", "deletionTimestamp", "time", "lastTransitionTime");

    private final KubernetesClient client;
    private final List<String> answers = new ArrayList<>();

    Conversation(KubernetesClient client) {
        this.client = client;
    }

    /** Sends a request; {@code UID} in the body stands for the uid of the object at the path. */
    void send(Step step) {
        String body = step.body().contains("UID") ? step.body().replace("UID", uid(step.path())) : step.body();
        HttpResponse<byte[]> response = exchange(step.method(), step.path(), step.contentType(), body);
        answers.add(step.method() + " " + step.path() + " -> " + response.code() + "\n"
                + JSON.valueToTree(settled(tree(response))).toPrettyString());
    }

    List<String> answers() {
        return answers;
    }

    /**
     * One request.
     *
     * @param contentType for PATCH apply, merge, json or strategic, otherwise ignored
     */
    record Step(String method, String path, String contentType, String body) {}

    private String uid(String path) {
        String plain = path.split("\\?", 2)[0];
        return tree(exchange("GET", plain, "", "")).path("metadata").path("uid").asText();
    }

    private HttpResponse<byte[]> exchange(String method, String path, String contentType, String body) {
        String type = switch (contentType) {
            case "apply" -> "application/apply-patch+yaml";
            case "merge" -> "application/merge-patch+json";
            case "json" -> "application/json-patch+json";
            case "strategic" -> "application/strategic-merge-patch+json";
            default -> "application/json";
        };
        HttpRequest.Builder request = client.getHttpClient()
                .newHttpRequestBuilder()
                .uri(URI.create(client.getMasterUrl().toString().replaceAll("/$", "") + path))
                .header("User-Agent", "curl/8");
        if (!method.equals("GET")) {
            request.method(method, type, body.isEmpty() ? "{}" : body);
        }
        try {
            return client.getHttpClient()
                    .sendAsync(request.build(), byte[].class)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode tree(HttpResponse<byte[]> response) {
        try {
            String body = new String(response.body(), StandardCharsets.UTF_8);
            return body.startsWith("{") ? JSON.readTree(body) : TextNode.valueOf(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Managers come in the order of their times, causes of conflicts in none. */
    private static boolean isUnordered(Map<?, ?> item) {
        return item.containsKey("manager") || item.containsValue("FieldManagerConflict");
    }

    /** Without times and identities, and with fields in one order. */
    private static Object settled(JsonNode node) {
        if (node.isArray()) {
            List<Object> items = new ArrayList<>();
            node.forEach(item -> items.add(settled(item)));
            return items.stream().allMatch(item -> item instanceof Map<?, ?> map && isUnordered(map))
                    ? items.stream()
                            .sorted(Comparator.comparing(Object::toString))
                            .toList()
                    : items;
        }
        if (node instanceof ObjectNode object) {
            Map<String, Object> fields = new TreeMap<>();
            object.properties().stream()
                    .filter(field -> !PASSING.contains(field.getKey()))
                    .forEach(field -> fields.put(field.getKey(), settled(field.getValue())));
            return fields;
        }
        return node.isTextual() ? node.asText().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "…") : node.asText();
    }
}
