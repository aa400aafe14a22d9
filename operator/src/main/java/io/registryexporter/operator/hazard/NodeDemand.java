package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.workload.Selectors;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rollout whose new pod needs a place without an old pod, because no two pods of the workload may share one.
 *
 * @param why the pods may not share a place, for the user
 * @param topologyKey label of nodes whose values are the places; the hostname if the places are nodes
 * @param places how many the rollout needs
 * @param declared whether the scheduler knows that the pods may not share a place
 * @param pod spec of the pods; must not be changed
 */
public record NodeDemand(String why, String topologyKey, int places, boolean declared, PodSpec pod) {
    static final String HOSTNAME = "kubernetes.io/hostname";
    private static final String TEMPLATE_HASH = "pod-template-hash";

    /**
     * The demand of a rollout that keeps all old pods until a new pod is ready. A place of the widest topology is the
     * hardest to find.
     */
    public static Optional<NodeDemand> of(Workload workload) {
        int replicas = workload.rollout().desired();
        if (replicas == 0 || workload.strategy().keptUntilReady() < replicas) {
            return Optional.empty();
        }
        PodSpec pod = workload.template().getSpec();
        return Stream.of(
                        antiAffinities(workload)
                                .filter(key -> !key.equals(HOSTNAME))
                                .map(key -> antiAffinity(key, pod, replicas)),
                        ports(pod, replicas),
                        antiAffinities(workload).map(key -> antiAffinity(key, pod, replicas)))
                .flatMap(demands -> demands)
                .findFirst();
    }

    /** Whether a node can run the pods, as far as its labels and taints say. */
    boolean admits(Node node) {
        return NodeSelection.admits(pod, node);
    }

    private static NodeDemand antiAffinity(String topologyKey, PodSpec pod, int replicas) {
        return new NodeDemand("required podAntiAffinity", topologyKey, replicas + 1, true, pod);
    }

    private static Stream<NodeDemand> ports(PodSpec pod, int replicas) {
        boolean host = Boolean.TRUE.equals(pod.getHostNetwork());
        Stream<String> declared = running(pod)
                .flatMap(
                        container -> Objects.requireNonNullElse(container.getPorts(), List.<ContainerPort>of()).stream()
                                .flatMap(port -> hostPort(port, host).stream())
                                .map(port -> "host port " + port + " of container " + container.getName()));
        Stream<NodeDemand> known = declared.map(why -> new NodeDemand(why, HOSTNAME, replicas + 1, true, pod));
        return host
                ? Stream.concat(known, Stream.of(new NodeDemand("host network", HOSTNAME, replicas + 1, false, pod)))
                : known;
    }

    /** In the network of the node each port is a port of the node. */
    private static Optional<Integer> hostPort(ContainerPort port, boolean hostNetwork) {
        return Optional.ofNullable(port.getHostPort())
                .filter(number -> number > 0)
                .or(() -> Optional.ofNullable(port.getContainerPort()).filter(number -> hostNetwork));
    }

    /** Containers that run as long as the pod; old pods may lack the exporter. */
    private static Stream<Container> running(PodSpec pod) {
        Stream<Container> sidecars = Objects.requireNonNullElse(pod.getInitContainers(), List.<Container>of()).stream()
                .filter(container -> "Always".equals(container.getRestartPolicy()));
        return Stream.concat(pod.getContainers().stream(), sidecars)
                .filter(container -> !Names.CONTAINER.equals(container.getName()));
    }

    /** Topology keys of the terms that keep new pods from old ones. */
    private static Stream<String> antiAffinities(Workload workload) {
        Map<String, String> labels = Optional.ofNullable(workload.template().getMetadata())
                .map(ObjectMeta::getLabels)
                .orElse(Map.of());
        return Optional.ofNullable(workload.template().getSpec().getAffinity())
                .map(Affinity::getPodAntiAffinity)
                .map(PodAntiAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .orElse(List.of())
                .stream()
                .filter(term -> term.getTopologyKey() != null
                        && isAboutNamespace(term, workload.id().namespace())
                        && matchesOldPods(term, labels))
                .map(PodAffinityTerm::getTopologyKey);
    }

    private static boolean isAboutNamespace(PodAffinityTerm term, String own) {
        List<String> names = Objects.requireNonNullElse(term.getNamespaces(), List.of());
        boolean every = term.getNamespaceSelector() != null && isEmpty(term.getNamespaceSelector());
        return every || names.contains(own) || (names.isEmpty() && term.getNamespaceSelector() == null);
    }

    /** Old pods have the same labels but another template hash. */
    private static boolean matchesOldPods(PodAffinityTerm term, Map<String, String> labels) {
        List<String> same = Objects.requireNonNullElse(term.getMatchLabelKeys(), List.of());
        List<String> different = Objects.requireNonNullElse(term.getMismatchLabelKeys(), List.of());
        LabelSelector selector = term.getLabelSelector();
        return selector != null
                && (isEmpty(selector) || Selectors.matches(selector, labels))
                && !same.contains(TEMPLATE_HASH)
                && different.stream().noneMatch(labels::containsKey);
    }

    private static boolean isEmpty(LabelSelector selector) {
        return Objects.requireNonNullElse(selector.getMatchLabels(), Map.of()).isEmpty()
                && Objects.requireNonNullElse(selector.getMatchExpressions(), List.of())
                        .isEmpty();
    }
}
