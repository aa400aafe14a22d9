package io.registryexporter.simulator.fields;

import static io.registryexporter.simulator.fields.Defaults.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** What the server fills in into a pod. */
final class PodDefaults {
    private static final int FILE_MODE = 420;

    private PodDefaults() {}

    static void template(ObjectNode spec) {
        spec.withObject("/template/metadata");
        spec(spec.withObject("/template/spec"));
    }

    static void spec(ObjectNode spec) {
        put(spec, "restartPolicy", "Always");
        put(spec, "dnsPolicy", "ClusterFirst");
        put(spec, "schedulerName", "default-scheduler");
        put(spec, "terminationGracePeriodSeconds", 30);
        object(spec, "securityContext");
        if (spec.has("serviceAccountName")) {
            put(spec, "serviceAccount", spec.path("serviceAccountName").asText());
        }
        for (String list : List.of("containers", "initContainers")) {
            spec.path(list).forEach(container -> container((ObjectNode) container));
        }
        spec.path("volumes").forEach(volume -> volume((ObjectNode) volume));
    }

    private static void container(ObjectNode container) {
        put(container, "imagePullPolicy", pullPolicy(container.path("image").asText()));
        put(container, "terminationMessagePath", "/dev/termination-log");
        put(container, "terminationMessagePolicy", "File");
        object(container, "resources");
        container.path("ports").forEach(port -> put((ObjectNode) port, "protocol", "TCP"));
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            object(container, probe, PodDefaults::probe);
        }
        for (JsonNode variable : container.path("env")) {
            if (variable.path("valueFrom").get("fieldRef") instanceof ObjectNode reference) {
                put(reference, "apiVersion", "v1");
            }
            if (variable.path("value").asText("-").isEmpty()) {
                ((ObjectNode) variable).remove("value");
            }
        }
    }

    /** Of pods, not of templates: what is limited is requested. */
    static void limitsAsRequests(ObjectNode spec) {
        for (JsonNode container : spec.path("containers")) {
            ObjectNode resources = (ObjectNode) container.path("resources");
            resources
                    .path("limits")
                    .properties()
                    .forEach(limit -> put(
                            resources.withObject("/requests"),
                            limit.getKey(),
                            limit.getValue().asText()));
        }
    }

    private static String pullPolicy(String image) {
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean latest = !image.contains("@") && (!name.contains(":") || name.endsWith(":latest"));
        return latest ? "Always" : "IfNotPresent";
    }

    private static void probe(ObjectNode probe) {
        put(probe, "timeoutSeconds", 1);
        put(probe, "periodSeconds", 10);
        put(probe, "successThreshold", 1);
        put(probe, "failureThreshold", 3);
        if (probe.path("initialDelaySeconds").asInt(-1) == 0) {
            probe.remove("initialDelaySeconds");
        }
        object(probe, "httpGet", http -> {
            put(http, "scheme", "HTTP");
            put(http, "path", "/");
        });
        object(probe, "grpc", grpc -> put(grpc, "service", ""));
    }

    private static void volume(ObjectNode volume) {
        for (String source : List.of("configMap", "secret", "downwardAPI", "projected")) {
            object(volume, source, given -> put(given, "defaultMode", FILE_MODE));
        }
        object(volume, "hostPath", path -> put(path, "type", ""));
    }

    private static void object(ObjectNode parent, String field, java.util.function.Consumer<ObjectNode> change) {
        Optional.ofNullable(parent.get(field))
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .ifPresent(change);
    }

    private static void object(ObjectNode parent, String field) {
        if (!parent.path(field).isObject()) {
            parent.putObject(field);
        }
    }
}
