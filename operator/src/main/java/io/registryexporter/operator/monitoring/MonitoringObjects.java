package io.registryexporter.operator.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.SpecSize;
import io.registryexporter.operator.workload.Fingerprint;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** Builds the objects that a resource asks for, and compares them with existing objects. */
public final class MonitoringObjects {
    /** The label by which the operator finds its own objects. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private static final int MAX_OWNERS = 16;

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final AlertRules rules = AlertRules.ofExporter();

    /**
     * The object to apply.
     *
     * @param pods that carry the exporter
     */
    public ObjectNode of(MonitoringKind kind, RegistryExporter resource, Collection<ScrapedPods> pods) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("apiVersion", kind.apiVersion());
        object.put("kind", kind.toString());
        ObjectNode metadata = object.putObject("metadata");
        metadata.put("name", resource.getMetadata().getName());
        metadata.put("namespace", resource.getMetadata().getNamespace());
        ObjectNode labels = metadata.putObject("labels");
        labels(kind, resource).forEach(labels::put);
        metadata.putArray("ownerReferences").add(owner(resource));
        object.set("spec", spec(kind, resource, pods));
        // An object without a field that was removed since still matches by its fields; only the fingerprint differs.
        metadata.putObject("annotations").put(Names.APPLIED, Fingerprint.of(object.toString()));
        return object;
    }

    private static Map<String, String> labels(MonitoringKind kind, RegistryExporter resource) {
        Map<String, String> labels = new TreeMap<>(
                switch (kind) {
                    case POD_MONITOR ->
                        resource.wanted().monitoring().podMonitor().labels();
                    case PROMETHEUS_RULE ->
                        resource.wanted().monitoring().prometheusRule().labels();
                });
        labels.put(MANAGED_BY, Names.FIELD_MANAGER);
        return labels;
    }

    /** Kubernetes deletes the object with the resource. */
    private static ObjectNode owner(RegistryExporter resource) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("apiVersion", Names.GROUP + "/" + Names.VERSION)
                .put("kind", Names.KIND)
                .put("name", resource.getMetadata().getName())
                .put("uid", resource.getMetadata().getUid());
    }

    private JsonNode spec(MonitoringKind kind, RegistryExporter resource, Collection<ScrapedPods> pods) {
        return switch (kind) {
            case POD_MONITOR -> PodMonitorSpecs.of(resource.wanted(), pods, serialization);
            case PROMETHEUS_RULE -> rules.of(resource.getMetadata().getNamespace());
        };
    }

    /**
     * The cached form of an existing object. Any user who may create such objects can add the operator's label, so only
     * name and owners of a large object are cached; such an object never matches.
     */
    public static GenericKubernetesResource cached(GenericKubernetesResource live) {
        if (!SpecSize.isBeyond(live)) {
            return live;
        }
        GenericKubernetesResource cached = new GenericKubernetesResource();
        cached.setApiVersion(live.getApiVersion());
        cached.setKind(live.getKind());
        cached.setMetadata(new ObjectMetaBuilder()
                .withName(live.getMetadata().getName())
                .withNamespace(live.getMetadata().getNamespace())
                .withUid(live.getMetadata().getUid())
                .withResourceVersion(live.getMetadata().getResourceVersion())
                .withOwnerReferences(live.getMetadata().getOwnerReferences().stream()
                        .limit(MAX_OWNERS)
                        .toList())
                .build());
        return cached;
    }

    /** Whether the resource owns the object; another user may have chosen the same name. */
    public static boolean isOwned(GenericKubernetesResource live, RegistryExporter resource) {
        return live.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getUid)
                .anyMatch(resource.getMetadata().getUid()::equals);
    }

    /** Whether an object has all desired fields; additional fields do not matter. */
    public boolean matches(GenericKubernetesResource live, ObjectNode wanted) {
        return contains(serialization.convertValue(live, JsonNode.class), wanted);
    }

    private static boolean contains(JsonNode live, JsonNode wanted) {
        if (wanted.isObject()) {
            return wanted.properties().stream()
                    .allMatch(field -> contains(live.path(field.getKey()), field.getValue()));
        }
        return wanted.equals(live);
    }
}
