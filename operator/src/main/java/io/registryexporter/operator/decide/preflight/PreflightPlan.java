package io.registryexporter.operator.decide.preflight;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.hazard.Claims;
import io.registryexporter.operator.workload.Fingerprint;
import io.registryexporter.operator.workload.Workload;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans a preflight on the node of a registry's pod. */
public sealed interface PreflightPlan {

    /** A preflight can run. */
    record Possible(PreflightRequest request) implements PreflightPlan {}

    /**
     * No preflight can run.
     *
     * @param nextPod when a pod of the registry was created that may run soon; empty if there is none
     */
    record Impossible(String why, Optional<Instant> nextPod) implements PreflightPlan {

        /** Whether a pod that was created after that time may run soon. */
        public boolean isBetweenPods(Instant after) {
            return nextPod.filter(created -> created.isAfter(after)).isPresent();
        }
    }

    /**
     * Plans the preflight of an injection.
     *
     * @param container name of the registry's container
     * @param pods of the workload, of any template
     * @param attempts how many pods of the same preflight were lost
     */
    static PreflightPlan of(
            RegistryExporter resource,
            Workload workload,
            String container,
            DesiredWorkload desired,
            List<Pod> pods,
            Claims claims,
            int attempts) {
        Optional<Pod> registry = pods.stream()
                .filter(PreflightPlan::runs)
                .min(Comparator.comparing((Pod pod) -> !isReady(pod))
                        .thenComparing(pod -> pod.getMetadata().getName()));
        if (registry.isEmpty()) {
            return new Impossible("no pod of the registry runs", youngest(pods));
        }
        if (portIsTaken(workload, desired, pods)) {
            return new Impossible(
                    "the pods use the network of their node, where the current exporter has the port",
                    Optional.empty());
        }
        PreflightVolumes volumes = PreflightVolumes.of(workload, desired.typedContainer(), registry.get(), claims);
        String node = registry.get().getSpec().getNodeName();
        InjectionFingerprint injection = InjectionFingerprint.of(resource, workload, desired);
        String proof = proof(workload, container, desired, volumes, node);
        String identity =
                Fingerprint.of(proof + " " + injection + " " + attempts).substring(0, 10);
        return new Possible(new PreflightRequest(
                proof,
                node,
                injection,
                PreflightPod.of(resource, workload, desired, registry.get(), volumes.volumes(), identity),
                workload.rollout().available() > 0,
                unproven(volumes)));
    }

    /** The nodes on which pods of the registry run. */
    static Stream<String> nodes(List<Pod> pods) {
        return pods.stream()
                .filter(PreflightPlan::runs)
                .map(pod -> pod.getSpec().getNodeName());
    }

    private static Optional<Instant> youngest(List<Pod> pods) {
        return pods.stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .flatMap(pod -> created(pod).stream())
                .max(Comparator.naturalOrder());
    }

    private static Optional<Instant> created(Pod pod) {
        try {
            return Optional.ofNullable(pod.getMetadata().getCreationTimestamp()).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isReady(Pod pod) {
        return Objects.requireNonNullElse(pod.getStatus().getConditions(), List.<PodCondition>of()).stream()
                .anyMatch(condition -> "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private static boolean runs(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && pod.getSpec() != null
                && pod.getSpec().getNodeName() != null
                && pod.getStatus() != null
                && "Running".equals(pod.getStatus().getPhase());
    }

    /** On the network of the node, a second container cannot have the port of the first. */
    private static boolean portIsTaken(Workload workload, DesiredWorkload desired, List<Pod> pods) {
        List<Integer> ports = ports(desired.typedContainer()).toList();
        return Boolean.TRUE.equals(workload.template().getSpec().getHostNetwork())
                && pods.stream()
                        .flatMap(pod -> pod.getSpec().getContainers().stream())
                        .filter(found -> Names.CONTAINER.equals(found.getName()))
                        .flatMap(PreflightPlan::ports)
                        .anyMatch(ports::contains);
    }

    private static Stream<Integer> ports(Container container) {
        return container.getPorts().stream().map(ContainerPort::getContainerPort);
    }

    private static String proof(
            Workload workload, String container, DesiredWorkload desired, PreflightVolumes volumes, String node) {
        PodSpec template = workload.template().getSpec();
        String image = Stream.concat(template.getContainers().stream(), template.getInitContainers().stream())
                .filter(found -> container.equals(found.getName()))
                .map(found -> Objects.requireNonNullElse(found.getImage(), ""))
                .findFirst()
                .orElse("");
        return Fingerprint.of(String.join(
                " ",
                workload.id().namespace(),
                node,
                image,
                desired.applied(),
                volumes.toString(),
                String.valueOf(template.getServiceAccountName()),
                String.valueOf(template.getImagePullSecrets()),
                String.valueOf(template.getSecurityContext()),
                String.valueOf(template.getRuntimeClassName()),
                String.valueOf(template.getHostNetwork()),
                String.valueOf(template.getHostUsers())));
    }

    private static String unproven(PreflightVolumes volumes) {
        return volumes.withheld().isEmpty()
                ? ""
                : "the preflight ran without " + String.join(", ", volumes.withheld())
                        + ", so that only image, arguments and user are proved";
    }
}
