package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.NodeSelector;
import io.fabric8.kubernetes.api.model.NodeSelectorRequirement;
import io.fabric8.kubernetes.api.model.NodeSelectorTerm;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which nodes the scheduler takes for a pod, by labels and taints. */
final class NodeSelection {
    private static final Set<String> REPELLING = Set.of("NoSchedule", "NoExecute");
    private static final String NAME = "metadata.name";

    private NodeSelection() {}

    /** Whether all pods with that spec run on one node. */
    static boolean isOneNode(PodSpec pod) {
        List<NodeSelectorTerm> terms = required(pod);
        return pod.getNodeName() != null
                || Objects.requireNonNullElse(pod.getNodeSelector(), Map.of()).containsKey(NodeDemand.HOSTNAME)
                || (terms.size() == 1 && (NodeOfVolume.isOne(terms.get(0)) || hasOneName(terms.get(0))));
    }

    private static boolean hasOneName(NodeSelectorTerm term) {
        return Objects.requireNonNullElse(term.getMatchFields(), List.<NodeSelectorRequirement>of()).stream()
                .anyMatch(field -> NAME.equals(field.getKey())
                        && "In".equals(field.getOperator())
                        && field.getValues().size() == 1);
    }

    static boolean admits(PodSpec pod, Node node) {
        Map<String, String> labels =
                Objects.requireNonNullElse(node.getMetadata().getLabels(), Map.of());
        Optional<NodeSpec> spec = Optional.ofNullable(node.getSpec());
        boolean open = spec.filter(found -> Boolean.TRUE.equals(found.getUnschedulable()))
                .isEmpty();
        List<NodeSelectorTerm> terms = required(pod);
        return open
                && labels.entrySet()
                        .containsAll(Objects.requireNonNullElse(pod.getNodeSelector(), Map.<String, String>of())
                                .entrySet())
                && spec.map(NodeSpec::getTaints).orElse(List.of()).stream().allMatch(taint -> isTolerated(taint, pod))
                && (terms.isEmpty() || terms.stream().anyMatch(term -> matches(term, labels, node)));
    }

    private static List<NodeSelectorTerm> required(PodSpec pod) {
        return Optional.ofNullable(pod.getAffinity())
                .map(Affinity::getNodeAffinity)
                .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .map(NodeSelector::getNodeSelectorTerms)
                .orElse(List.of());
    }

    private static boolean isTolerated(Taint taint, PodSpec pod) {
        return !REPELLING.contains(taint.getEffect())
                || Objects.requireNonNullElse(pod.getTolerations(), List.<Toleration>of()).stream()
                        .anyMatch(toleration -> tolerates(toleration, taint));
    }

    private static boolean tolerates(Toleration toleration, Taint taint) {
        String effect = Objects.requireNonNullElse(toleration.getEffect(), "");
        String key = Objects.requireNonNullElse(toleration.getKey(), "");
        boolean exists = "Exists".equals(toleration.getOperator());
        boolean sameValue = Objects.requireNonNullElse(toleration.getValue(), "")
                .equals(Objects.requireNonNullElse(taint.getValue(), ""));
        return (effect.isEmpty() || effect.equals(taint.getEffect()))
                && (key.isEmpty() ? exists : key.equals(taint.getKey()))
                && (exists || sameValue);
    }

    /** A term without requirements matches no node. */
    private static boolean matches(NodeSelectorTerm term, Map<String, String> labels, Node node) {
        List<NodeSelectorRequirement> expressions = Objects.requireNonNullElse(term.getMatchExpressions(), List.of());
        List<NodeSelectorRequirement> fields = Objects.requireNonNullElse(term.getMatchFields(), List.of());
        Map<String, String> name =
                Map.of(NAME, Objects.requireNonNullElse(node.getMetadata().getName(), ""));
        return !(expressions.isEmpty() && fields.isEmpty())
                && expressions.stream().allMatch(expression -> matches(expression, labels))
                && fields.stream().allMatch(field -> matches(field, name));
    }

    private static boolean matches(NodeSelectorRequirement requirement, Map<String, String> labels) {
        Optional<String> value = Optional.ofNullable(labels.get(requirement.getKey()));
        List<String> values = Objects.requireNonNullElse(requirement.getValues(), List.of());
        return switch (Objects.requireNonNullElse(requirement.getOperator(), "")) {
            case "In" -> value.filter(values::contains).isPresent();
            case "NotIn" -> value.filter(values::contains).isEmpty();
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            case "Gt" -> compared(value, values) > 0;
            case "Lt" -> compared(value, values) < 0;
            default -> false;
        };
    }

    /** Zero, which meets neither operator, for what is no number. */
    private static int compared(Optional<String> value, List<String> values) {
        try {
            return value.isEmpty() || values.isEmpty()
                    ? 0
                    : Long.compare(Long.parseLong(value.get()), Long.parseLong(values.get(0)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
