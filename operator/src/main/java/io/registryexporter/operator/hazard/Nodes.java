package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The nodes that the pods of a workload can run on.
 *
 * @param places in how many places of the topology no two pods may share the pods can run; empty if this is unknown
 */
public record Nodes(OptionalInt places) {

    /** Nodes that the operator did not read, or may not read. */
    public static Nodes unknown() {
        return new Nodes(OptionalInt.empty());
    }

    /** The places of some nodes; they are all nodes, or so many that further ones do not matter. */
    public static Nodes of(NodeDemand demand, List<Node> nodes) {
        long places = nodes.stream()
                .filter(demand::admits)
                .map(node -> place(demand.topologyKey(), node))
                .distinct()
                .count();
        return new Nodes(OptionalInt.of((int) places));
    }

    /** Whether the pods can run in so many places as the rollout needs. */
    public boolean suffice(NodeDemand demand) {
        return places.isPresent() && places.getAsInt() >= demand.places();
    }

    /** A node without the label belongs to no other node's place. */
    private static String place(String topologyKey, Node node) {
        String label = node.getMetadata().getLabels() == null
                ? ""
                : node.getMetadata().getLabels().getOrDefault(topologyKey, "");
        return label.isEmpty()
                ? "/" + Objects.requireNonNullElse(node.getMetadata().getName(), "")
                : label;
    }
}
