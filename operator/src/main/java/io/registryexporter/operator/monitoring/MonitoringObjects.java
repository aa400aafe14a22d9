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

/** Makes the objects that a resource wants, and compares them with those that are there. */
public final class MonitoringObjects {
    /** The label by which the operator finds its own. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private static final int MOST_OWNERS = 16;

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final AlertRules rules = AlertRules.ofExporter();

    /**
     * The object as it is applied.
     *
     * @param pods those that carry the exporter
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
        // What is not wanted any more is in the object as before; the digest is another one.
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

    /** It goes with the resource. */
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
     * What is kept of an object that is there. Whoever may make one can label it as the operator's: a large one is kept by
     * name and owners, and so is not what is wanted.
     */
    public static GenericKubernetesResource kept(GenericKubernetesResource live) {
        if (!SpecSize.isBeyond(live)) {
            return live;
        }
        GenericKubernetesResource kept = new GenericKubernetesResource();
        kept.setApiVersion(live.getApiVersion());
        kept.setKind(live.getKind());
        kept.setMetadata(new ObjectMetaBuilder()
                .withName(live.getMetadata().getName())
                .withNamespace(live.getMetadata().getNamespace())
                .withUid(live.getMetadata().getUid())
                .withResourceVersion(live.getMetadata().getResourceVersion())
                .withOwnerReferences(live.getMetadata().getOwnerReferences().stream()
                        .limit(MOST_OWNERS)
                        .toList())
                .build());
        return kept;
    }

    /** Whether an object is the resource's own, and not one of somebody who has chosen the same name. */
    public static boolean isOwned(GenericKubernetesResource live, RegistryExporter resource) {
        return live.getMetadata().getOwnerReferences().stream()
                .map(OwnerReference::getUid)
                .anyMatch(resource.getMetadata().getUid()::equals);
    }

    /** Whether an object holds all that is wanted of it; what others have added does not matter. */
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
