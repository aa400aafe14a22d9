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

/** Whether a PersistentVolume lies on one node, so that whatever mounts it comes to that node. */
public final class NodeOfVolume {
    /** The last part of a label's key that is of one node: kubernetes.io/hostname, topology.topolvm.io/node. */
    private static final Set<String> OF_ONE_NODE = Set.of("hostname", "node", "nodename");

    private NodeOfVolume() {}

    public static boolean isOne(PersistentVolume volume) {
        List<NodeSelectorTerm> terms = Optional.ofNullable(volume.getSpec().getNodeAffinity())
                .map(VolumeNodeAffinity::getRequired)
                .map(NodeSelector::getNodeSelectorTerms)
                .orElse(List.of());
        // Any of several terms is enough to be let in.
        return terms.size() == 1 && isOne(terms.get(0));
    }

    private static boolean isOne(NodeSelectorTerm term) {
        return Objects.requireNonNullElse(term.getMatchExpressions(), List.<NodeSelectorRequirement>of()).stream()
                .anyMatch(requirement -> "In".equals(requirement.getOperator())
                        && requirement.getValues().size() == 1
                        && OF_ONE_NODE.contains(lastPart(requirement.getKey())));
    }

    private static String lastPart(String key) {
        return key.substring(key.lastIndexOf('/') + 1);
    }
}
