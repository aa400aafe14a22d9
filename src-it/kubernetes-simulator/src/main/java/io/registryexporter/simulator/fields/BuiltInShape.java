package io.registryexporter.simulator.fields;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The merge rules of the built-in kinds, by the name of the field and where that is not enough by its parent's too.
 *
 * @param parent the name of the field above, of a list the one that holds it
 * @param name the name of this field, of an item the one of its list
 */
public record BuiltInShape(String parent, String name, boolean item) implements Shape {
    private static final Map<String, List<String>> KEYS = Map.ofEntries(
            entry("containers", List.of("name")),
            entry("initContainers", List.of("name")),
            entry("ephemeralContainers", List.of("name")),
            entry("volumes", List.of("name")),
            entry("env", List.of("name")),
            entry("volumeMounts", List.of("mountPath")),
            entry("volumeDevices", List.of("devicePath")),
            entry("imagePullSecrets", List.of("name")),
            entry("secrets", List.of("name")),
            entry("resourceClaims", List.of("name")),
            entry("schedulingGates", List.of("name")),
            entry("hostAliases", List.of("ip")),
            entry("podIPs", List.of("ip")),
            entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
            entry("conditions", List.of("type")),
            entry("ownerReferences", List.of("uid")),
            entry("variables", List.of("name")),
            entry("matchConditions", List.of("name")),
            entry("spec.ports", List.of("port", "protocol")),
            entry("containers.ports", List.of("containerPort", "protocol")),
            entry("initContainers.ports", List.of("containerPort", "protocol")));
    private static final Set<String> ATOMIC = Set.of(
            "selector",
            "labelSelector",
            "namespaceSelector",
            "nodeSelector",
            "fieldRef",
            "secretKeyRef",
            "configMapKeyRef",
            "resourceFieldRef",
            "secretRef",
            "roleRef",
            "involvedObject",
            "regarding",
            "related",
            "requiredDuringSchedulingIgnoredDuringExecution",
            "dataSource",
            "claimRef");
    private static final Set<String> MAPS = Set.of(
            "labels",
            "annotations",
            "limits",
            "requests",
            "capacity",
            "allocatable",
            "data",
            "binaryData",
            "stringData",
            "allocatedResources");

    /** The root of an object. */
    public static Shape root() {
        return new BuiltInShape("", "", false);
    }

    @Override
    public boolean atomicMap() {
        return item ? name.equals("ownerReferences") || name.equals("imagePullSecrets") : ATOMIC.contains(name);
    }

    @Override
    public boolean declares(String field) {
        return item || !MAPS.contains(name);
    }

    @Override
    public Shape field(String field) {
        return new BuiltInShape(name, field, false);
    }

    @Override
    public ListType listType() {
        if (name.equals("finalizers") && parent.equals("metadata")) {
            return ListType.SET;
        }
        return keys().isEmpty() ? ListType.ATOMIC : ListType.MAP;
    }

    @Override
    public List<String> keys() {
        List<String> byName = KEYS.getOrDefault(name, List.of());
        return KEYS.getOrDefault(parent + "." + name, byName);
    }

    @Override
    public Optional<JsonNode> keyDefault(String key) {
        return key.equals("protocol") ? Optional.of(TextNode.valueOf("TCP")) : Optional.empty();
    }

    @Override
    public Shape items() {
        return new BuiltInShape(parent, name, true);
    }
}
