package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.NodeAffinity;
import io.fabric8.kubernetes.api.model.PodAntiAffinity;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod spec without what the operator does not need: environment variables that configure no registry, probes, and
 * long commands of other containers. A fingerprint of the whole spec replaces these parts.
 */
final class TrimmedPodSpec {
    private static final String FINGERPRINT = Names.GROUP + "/fingerprint";
    private static final String ENVIRONMENT = "REGISTRY_";
    private static final int MAX_CHARACTERS = 1 << 16;
    private static final int MAX_ENTRIES = 1000;

    /** A value that the kubelet would expand, so that detection reports it as unknown. */
    private static final String TOO_LONG = "$(TOO_LONG)";

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private TrimmedPodSpec() {}

    static PodSpec of(PodSpec spec) {
        // A bookmark of a watch is an object with a version alone: its containers are null.
        return spec.getContainers() == null || fingerprint(spec).isPresent()
                ? spec
                : new PodSpecBuilder(spec)
                        .withContainers(containers(spec.getContainers()))
                        .withInitContainers(spec.getInitContainers().stream()
                                .map(TrimmedPodSpec::init)
                                .toList())
                        .withAffinity(affinity(spec.getAffinity()).orElse(null))
                        .withDnsConfig(null)
                        .withHostAliases(List.of())
                        .withTopologySpreadConstraints(List.of())
                        .addToAdditionalProperties(FINGERPRINT, PodTemplates.fingerprint(spec))
                        .build();
    }

    /** The affinity that can make a rollout hang; empty if there is none, or too much of it. */
    private static Optional<Affinity> affinity(Affinity affinity) {
        return Optional.ofNullable(affinity)
                .map(TrimmedPodSpec::withRequired)
                .filter(needed -> SERIALIZATION.asJson(needed).length() <= MAX_CHARACTERS);
    }

    private static Affinity withRequired(Affinity affinity) {
        AffinityBuilder required = new AffinityBuilder();
        Optional.ofNullable(affinity.getNodeAffinity())
                .map(NodeAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .ifPresent(nodes -> required.withNewNodeAffinity()
                        .withRequiredDuringSchedulingIgnoredDuringExecution(nodes)
                        .endNodeAffinity());
        Optional.ofNullable(affinity.getPodAntiAffinity())
                .map(PodAntiAffinity::getRequiredDuringSchedulingIgnoredDuringExecution)
                .ifPresent(pods -> required.withNewPodAntiAffinity()
                        .withRequiredDuringSchedulingIgnoredDuringExecution(pods)
                        .endPodAntiAffinity());
        return required.build();
    }

    /** The fingerprint of the original spec without the exporter; empty if the spec was not trimmed. */
    static Optional<String> fingerprint(PodSpec spec) {
        return Optional.ofNullable(spec.getAdditionalProperties().get(FINGERPRINT))
                .map(Object::toString);
    }

    private static List<Container> containers(List<Container> containers) {
        return containers.stream()
                .map(container -> Names.CONTAINER.equals(container.getName()) ? container : trim(container))
                .toList();
    }

    private static Container trim(Container container) {
        return new ContainerBuilder(container)
                .withEnv(environment(container.getEnv()))
                .withEnvFrom(container.getEnvFrom().stream().limit(MAX_ENTRIES).toList())
                .withCommand(bounded(container.getCommand()))
                .withArgs(bounded(container.getArgs()))
                .withLifecycle(null)
                .withLivenessProbe(null)
                .withReadinessProbe(null)
                .withStartupProbe(null)
                .build();
    }

    /** A registry may be an init container that is always restarted. */
    private static Container init(Container container) {
        if ("Always".equals(container.getRestartPolicy())) {
            return trim(container);
        }
        return new ContainerBuilder(trim(container))
                .withEnv(List.of())
                .withEnvFrom(List.of())
                .withCommand(List.of())
                .withArgs(List.of())
                .build();
    }

    private static List<EnvVar> environment(List<EnvVar> variables) {
        List<EnvVar> kept = new ArrayList<>();
        int characters = 0;
        for (EnvVar variable : variables) {
            String name = Objects.requireNonNullElse(variable.getName(), "");
            if (name.startsWith(ENVIRONMENT) && kept.size() < MAX_ENTRIES) {
                characters +=
                        Objects.requireNonNullElse(variable.getValue(), "").length();
                kept.add(
                        characters <= MAX_CHARACTERS
                                ? variable
                                : new EnvVarBuilder(variable)
                                        .withValue(TOO_LONG)
                                        .build());
            }
        }
        return kept;
    }

    private static List<String> bounded(List<String> arguments) {
        int characters = arguments.stream().mapToInt(String::length).sum();
        return characters <= MAX_CHARACTERS && arguments.size() <= MAX_ENTRIES ? arguments : List.of();
    }
}
