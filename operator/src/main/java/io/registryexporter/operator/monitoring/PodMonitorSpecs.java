package io.registryexporter.operator.monitoring;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporterSpec;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Builds the spec of a PodMonitor, which has one pod selector. If the workloads of a resource have several selectors,
 * the PodMonitor selects all pods of the namespace, and one endpoint for each workload keeps only that workload's pods.
 */
final class PodMonitorSpecs {
    private static final String REGISTRY = "registry";

    private static final Pattern NOT_OF_A_LABEL = Pattern.compile("[^a-zA-Z0-9_]");

    /** A pod of a Deployment belongs to a ReplicaSet, whose name is that of the Deployment and a hash. */
    private static final String REPLICA_SET = "ReplicaSet;(.+)-[a-z0-9]+";

    private PodMonitorSpecs() {}

    static ObjectNode of(
            RegistryExporterSpec resource, Collection<ScrapedPods> pods, KubernetesSerialization serialization) {
        List<ScrapedPods> scraped = List.copyOf(new LinkedHashSet<>(pods));
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        ArrayNode endpoints = spec.putArray("podMetricsEndpoints");
        if (scraped.size() == 1) {
            spec.set("selector", serialization.convertValue(scraped.get(0).selector(), ObjectNode.class));
            endpoints.add(endpoint(resource, scraped.get(0))
                    .set("relabelings", JsonNodeFactory.instance.arrayNode().addAll(registry())));
        } else {
            spec.putObject("selector");
            scraped.forEach(each -> endpoints.add(endpoint(resource, each)
                    .set("relabelings", relabelings(each.selector()).addAll(registry()))));
        }
        return spec;
    }

    /**
     * Sets the label registry: the name of the Deployment, for whose pods the storage is one. Any other pod, such as one
     * of a StatefulSet, has a volume of its own, and its name is the registry's.
     */
    private static List<ObjectNode> registry() {
        ObjectNode pod = JsonNodeFactory.instance.objectNode();
        pod.putArray("sourceLabels").add("__meta_kubernetes_pod_name");
        pod.put("targetLabel", REGISTRY);
        ObjectNode deployment = JsonNodeFactory.instance.objectNode();
        deployment
                .putArray("sourceLabels")
                .add("__meta_kubernetes_pod_controller_kind")
                .add("__meta_kubernetes_pod_controller_name");
        deployment.put("regex", REPLICA_SET).put("targetLabel", REGISTRY).put("replacement", "$1");
        return List.of(pod, deployment);
    }

    private static ObjectNode endpoint(RegistryExporterSpec resource, ScrapedPods pods) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("port", Names.PORT)
                .put("path", pods.path())
                .put("interval", resource.monitoring().podMonitor().interval());
    }

    private static ArrayNode relabelings(LabelSelector selector) {
        ArrayNode relabelings = JsonNodeFactory.instance.arrayNode();
        new TreeMap<>(Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()))
                .forEach((key, value) -> relabelings.add(relabeling("keep", label(key), quoted(value))));
        Objects.requireNonNullElse(selector.getMatchExpressions(), List.<LabelSelectorRequirement>of())
                .forEach(requirement -> relabelings.add(relabeling(requirement)));
        return relabelings;
    }

    private static ObjectNode relabeling(LabelSelectorRequirement requirement) {
        String values = Objects.requireNonNullElse(requirement.getValues(), List.<String>of()).stream()
                .map(PodMonitorSpecs::quoted)
                .collect(Collectors.joining("|"));
        return switch (Objects.requireNonNullElse(requirement.getOperator(), "")) {
            case "In" -> relabeling("keep", label(requirement.getKey()), values);
            case "NotIn" -> relabeling("drop", label(requirement.getKey()), values);
            case "Exists" -> relabeling("keep", present(requirement.getKey()), "true");
            default -> relabeling("drop", present(requirement.getKey()), "true");
        };
    }

    private static ObjectNode relabeling(String action, String label, String regex) {
        ObjectNode relabeling = JsonNodeFactory.instance.objectNode().put("action", action);
        relabeling.putArray("sourceLabels").add(label);
        return relabeling.put("regex", regex);
    }

    /** The dot is the only character of label values with a meaning in a regular expression. */
    private static String quoted(String value) {
        return value.replace(".", "\\.");
    }

    private static String label(String key) {
        return "__meta_kubernetes_pod_label_" + NOT_OF_A_LABEL.matcher(key).replaceAll("_");
    }

    private static String present(String key) {
        return "__meta_kubernetes_pod_labelpresent_"
                + NOT_OF_A_LABEL.matcher(key).replaceAll("_");
    }
}
