package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What the server fills in that the client left open. It changes the objects that it is given. */
public final class Defaults {
    private Defaults() {}

    /** The defaults of a built-in kind. */
    public static void ofKind(String kind, ObjectNode object) {
        switch (kind) {
            case "Deployment" -> deployment(object.withObject("/spec"));
            case "StatefulSet" -> statefulSet(object.withObject("/spec"));
            case "ReplicaSet" -> {
                put(object.withObject("/spec"), "replicas", 1);
                PodDefaults.template(object.withObject("/spec"));
            }
            case "Pod" -> {
                ObjectNode spec = object.withObject("/spec");
                PodDefaults.spec(spec);
                PodDefaults.limitsAsRequests(spec);
                put(spec, "enableServiceLinks", true);
                put(spec, "preemptionPolicy", "PreemptLowerPriority");
                put(spec, "priority", 0);
            }
            case "Service" -> service(object.withObject("/spec"));
            case "Secret" -> secret(object);
            default -> {
                // The others have none that matters here.
            }
        }
        Quantities.canonicalize(object.path("spec"));
    }

    private static void deployment(ObjectNode spec) {
        put(spec, "progressDeadlineSeconds", 600);
        put(spec, "replicas", 1);
        put(spec, "revisionHistoryLimit", 10);
        ObjectNode strategy = spec.withObject("/strategy");
        put(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            ObjectNode rolling = strategy.withObject("/rollingUpdate");
            put(rolling, "maxSurge", "25%");
            put(rolling, "maxUnavailable", "25%");
        }
        PodDefaults.template(spec);
    }

    private static void statefulSet(ObjectNode spec) {
        ObjectNode retention = spec.withObject("/persistentVolumeClaimRetentionPolicy");
        put(retention, "whenDeleted", "Retain");
        put(retention, "whenScaled", "Retain");
        put(spec, "podManagementPolicy", "OrderedReady");
        put(spec, "replicas", 1);
        put(spec, "revisionHistoryLimit", 10);
        put(spec, "serviceName", "");
        ObjectNode strategy = spec.withObject("/updateStrategy");
        put(strategy, "type", "RollingUpdate");
        if (strategy.path("type").asText().equals("RollingUpdate")) {
            put(strategy.withObject("/rollingUpdate"), "partition", 0);
        }
        PodDefaults.template(spec);
    }

    private static void service(ObjectNode spec) {
        put(spec, "internalTrafficPolicy", "Cluster");
        put(spec, "sessionAffinity", "None");
        put(spec, "type", "ClusterIP");
        for (JsonNode port : spec.path("ports")) {
            put((ObjectNode) port, "protocol", "TCP");
            if (!port.has("targetPort")) {
                ((ObjectNode) port).set("targetPort", port.path("port"));
            }
        }
    }

    private static void secret(ObjectNode secret) {
        put(secret, "type", "Opaque");
        JsonNode plain = secret.path("stringData");
        plain.properties()
                .forEach(entry -> secret.withObject("/data")
                        .put(
                                entry.getKey(),
                                java.util.Base64.getEncoder()
                                        .encodeToString(entry.getValue()
                                                .asText()
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        secret.remove("stringData");
    }

    /** The defaults that an OpenAPI schema has for a value. */
    public static JsonNode ofSchema(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            schema.path("properties").properties().forEach(property -> {
                JsonNode given = object.path(property.getKey());
                JsonNode fallback = property.getValue().path("default");
                boolean nullable = property.getValue().path("nullable").asBoolean();
                boolean open = given.isMissingNode() || (given.isNull() && !nullable);
                if (open && !fallback.isMissingNode()) {
                    object.set(property.getKey(), fallback.deepCopy());
                }
                ofSchema(object.path(property.getKey()), property.getValue());
            });
            JsonNode others = schema.path("additionalProperties");
            object.properties().stream()
                    .filter(field -> !schema.path("properties").has(field.getKey()))
                    .forEach(field -> ofSchema(field.getValue(), others));
        }
        if (value.isArray()) {
            value.forEach(item -> ofSchema(item, schema.path("items")));
        }
        return value;
    }

    /** What an object of the kind has before anybody wrote anything into it. */
    public static ObjectNode blank(String kind) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.putObject("metadata");
        switch (kind) {
            case "Deployment", "StatefulSet", "ReplicaSet" -> {
                ObjectNode template = object.putObject("spec").putObject("template");
                template.putObject("metadata");
                template.putObject("spec").putNull("containers");
                for (String strategy : List.of("strategy", "updateStrategy")) {
                    object.withObject("/spec").putObject(strategy);
                }
                object.putObject("status");
            }
            case "Pod", "Service", "Namespace", "PersistentVolumeClaim", "PodDisruptionBudget", "Lease" -> {
                object.putObject("spec");
                object.putObject("status");
            }
            case "CustomResourceDefinition" -> {
                object.putObject("spec").putObject("names");
                object.putObject("status").putObject("acceptedNames");
            }
            case "Event" -> {
                object.putObject("involvedObject");
                object.putObject("source");
            }
            default -> {
                // Nothing but metadata.
            }
        }
        return object;
    }

    static void put(ObjectNode object, String field, String value) {
        if (isOpen(object, field)) {
            object.put(field, value);
        }
    }

    static void put(ObjectNode object, String field, int value) {
        if (isOpen(object, field)) {
            object.put(field, value);
        }
    }

    static void put(ObjectNode object, String field, boolean value) {
        if (isOpen(object, field)) {
            object.put(field, value);
        }
    }

    private static boolean isOpen(ObjectNode object, String field) {
        return object.path(field).isMissingNode() || object.path(field).isNull();
    }
}
