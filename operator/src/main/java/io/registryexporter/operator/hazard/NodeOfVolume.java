package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.VolumeNodeAffinity;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether a PersistentVolume belongs to one node, so that all pods with the volume run there. */
public final class NodeOfVolume {
    /** Last parts of label keys that identify one node, such as kubernetes.io/hostname or topology.topolvm.io/node. */
    private static final Set<String> OF_ONE_NODE = Set.of("hostname", "node", "nodename");

    private NodeOfVolume() {}

    public static boolean isOne(PersistentVolume volume) {
        List<NodeSelectorTerm> terms = Optional.ofNullable(volume.getSpec().getNodeAffinity())
                .map(VolumeNodeAffinity::getRequired)
                .map(NodeSelector::getNodeSelectorTerms)
                .orElse(List.of());
        // A node that meets one of several terms can use the volume.
        return terms.size() == 1 && isOne(terms.get(0));
    }

    static boolean isOne(NodeSelectorTerm term) {
        return Objects.requireNonNullElse(term.getMatchExpressions(), List.<NodeSelectorRequirement>of()).stream()
                .anyMatch(requirement -> "In".equals(requirement.getOperator())
                        && requirement.getValues().size() == 1
                        && OF_ONE_NODE.contains(lastPart(requirement.getKey())));
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
