package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.registryexporter.operator.api.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A pod's spec without what the operator does not look at: of the containers of others, the environment that is no
 * registry's, probes, and commands of any size. A digest of the whole stands in its place.
 */
final class TrimmedPodSpec {
    private static final String DIGEST = Names.GROUP + "/digest";
    private static final String ENVIRONMENT = "REGISTRY_";
    private static final int MOST_LETTERS = 1 << 16;
    private static final int MOST_ENTRIES = 1000;

    /** Of a value that the kubelet would put together: detection says that it is not known. */
    private static final String TOO_LONG = "$(TOO_LONG)";

    private TrimmedPodSpec() {}

    static PodSpec of(PodSpec spec) {
        return digest(spec).isPresent()
                ? spec
                : new PodSpecBuilder(spec)
                        .withContainers(containers(spec.getContainers()))
                        .withInitContainers(spec.getInitContainers().stream()
                                .map(TrimmedPodSpec::init)
                                .toList())
                        .withAffinity(null)
                        .withDnsConfig(null)
                        .withHostAliases(List.of())
                        .withTopologySpreadConstraints(List.of())
                        .addToAdditionalProperties(DIGEST, PodTemplates.digest(spec))
                        .build();
    }

    /** Of the spec as it was before, without the exporter; none where it is still whole. */
    static Optional<String> digest(PodSpec spec) {
        return Optional.ofNullable(spec.getAdditionalProperties().get(DIGEST)).map(Object::toString);
    }

    private static List<Container> containers(List<Container> containers) {
        return containers.stream()
                .map(container -> Names.CONTAINER.equals(container.getName()) ? container : slim(container))
                .toList();
    }

    private static Container slim(Container container) {
        return new ContainerBuilder(container)
                .withEnv(environment(container.getEnv()))
                .withEnvFrom(container.getEnvFrom().stream().limit(MOST_ENTRIES).toList())
                .withCommand(words(container.getCommand()))
                .withArgs(words(container.getArgs()))
                .withLifecycle(null)
                .withLivenessProbe(null)
                .withReadinessProbe(null)
                .withStartupProbe(null)
                .build();
    }

    private static Container init(Container container) {
        return new ContainerBuilder(slim(container))
                .withEnv(List.of())
                .withEnvFrom(List.of())
                .withCommand(List.of())
                .withArgs(List.of())
                .build();
    }

    private static List<EnvVar> environment(List<EnvVar> variables) {
        List<EnvVar> kept = new ArrayList<>();
        int letters = 0;
        for (EnvVar variable : variables) {
            String name = Objects.requireNonNullElse(variable.getName(), "");
            if (name.startsWith(ENVIRONMENT) && kept.size() < MOST_ENTRIES) {
                letters += Objects.requireNonNullElse(variable.getValue(), "").length();
                kept.add(
                        letters <= MOST_LETTERS
                                ? variable
                                : new EnvVarBuilder(variable)
                                        .withValue(TOO_LONG)
                                        .build());
            }
        }
        return kept;
    }

    private static List<String> words(List<String> words) {
        int letters = words.stream().mapToInt(String::length).sum();
        return letters <= MOST_LETTERS && words.size() <= MOST_ENTRIES ? words : List.of();
    }
}
