package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.ConfigMapEnvSource;
import io.fabric8.kubernetes.api.model.ConfigMapKeySelector;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The environment of a container. Values from a Secret or from a field of the pod are unknown.
 *
 * @param values known values by variable
 * @param unknown the source of each unknown value, by variable
 * @param unread why the variables with a prefix are unknown, by prefix
 * @param secrets names of the Secrets of which each key is a variable, and that may set the storage
 */
record RegistryEnvironment(
        Map<String, String> values, Map<String, String> unknown, Map<String, String> unread, List<String> secrets) {
    static final String DRIVER = "REGISTRY_STORAGE";
    static final String ROOT_DIRECTORY = "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY";
    static final String CONFIGURATION_PATH = "REGISTRY_CONFIGURATION_PATH";

    static RegistryEnvironment of(Container container, ConfigMaps configMaps) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        Map<String, String> unread = new LinkedHashMap<>();
        configMapRefs(container).forEach(source -> fromConfigMap(source, configMaps, values, unread));
        for (EnvVar variable : named(container)) {
            values.remove(variable.getName());
            unknown.remove(variable.getName());
            value(variable, configMaps)
                    .ifPresentOrElse(
                            value -> values.put(variable.getName(), value),
                            () -> unknown.put(variable.getName(), source(variable, configMaps)));
        }
        return new RegistryEnvironment(values, unknown, unread, secrets(container));
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isBlank());
    }

    /** The source of a value that cannot be read. */
    Optional<String> unknown(String name) {
        return Optional.ofNullable(unknown.get(name))
                .or(() -> values.containsKey(name)
                        ? Optional.empty()
                        : unread.entrySet().stream()
                                .filter(source -> name.startsWith(source.getKey()))
                                .map(source -> "the variables of a ConfigMap: " + source.getValue())
                                .findFirst());
    }

    boolean hasPrefix(String prefix) {
        return values.keySet().stream().anyMatch(name -> name.startsWith(prefix))
                || unknown.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /** Adds the names of the ConfigMaps that provide the environment of a container. */
    static void references(Container container, Set<String> names) {
        configMapRefs(container)
                .forEach(source -> names.add(source.getConfigMapRef().getName()));
        named(container).stream()
                .filter(variable -> variable.getName().startsWith("REGISTRY_"))
                .forEach(variable -> configMapKey(variable).ifPresent(key -> names.add(key.getName())));
    }

    /** A prefix such as REGISTRY_HTTP_ sets something else. */
    private static List<String> secrets(Container container) {
        return container.getEnvFrom().stream()
                .filter(source -> source.getSecretRef() != null)
                .filter(source -> {
                    String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
                    return DRIVER.startsWith(prefix) || prefix.startsWith(DRIVER);
                })
                .map(source -> Objects.requireNonNullElse(source.getSecretRef().getName(), ""))
                .toList();
    }

    private static List<EnvVar> named(Container container) {
        return container.getEnv().stream()
                .filter(variable -> variable.getName() != null)
                .toList();
    }

    private static Stream<EnvFromSource> configMapRefs(Container container) {
        return container.getEnvFrom().stream()
                .filter(source -> source.getConfigMapRef() != null
                        && source.getConfigMapRef().getName() != null);
    }

    private static void fromConfigMap(
            EnvFromSource source, ConfigMaps configMaps, Map<String, String> values, Map<String, String> unread) {
        String prefix = Objects.requireNonNullElse(source.getPrefix(), "");
        ConfigMapEnvSource reference = source.getConfigMapRef();
        configMaps
                .data()
                .getOrDefault(reference.getName(), Map.of())
                .forEach((key, value) -> values.put(prefix + key, value));
        // The registry does not start without a required ConfigMap, so that its variables are missing only for now.
        if (!Boolean.TRUE.equals(reference.getOptional())) {
            configMaps.problem(reference.getName()).ifPresent(problem -> unread.put(prefix, problem));
        }
    }

    private static Optional<String> value(EnvVar variable, ConfigMaps configMaps) {
        if (variable.getValueFrom() != null) {
            return configMapKey(variable).flatMap(key -> configMaps.value(key.getName(), key.getKey()));
        }
        // The kubelet expands $(OTHER).
        return Optional.of(Objects.requireNonNullElse(variable.getValue(), "")).filter(value -> !value.contains("$("));
    }

    private static Optional<ConfigMapKeySelector> configMapKey(EnvVar variable) {
        return Optional.ofNullable(variable.getValueFrom())
                .flatMap(from -> Optional.ofNullable(from.getConfigMapKeyRef()))
                .filter(key -> key.getName() != null && key.getKey() != null);
    }

    private static String source(EnvVar variable, ConfigMaps configMaps) {
        if (variable.getValueFrom() == null) {
            return "other variables";
        }
        if (variable.getValueFrom().getSecretKeyRef() != null) {
            return "a Secret, and the operator reads none";
        }
        return configMapKey(variable)
                .map(key -> configMaps
                        .problem(key.getName())
                        .orElse("ConfigMap " + key.getName() + ", which has no key " + key.getKey()))
                .orElse("a field of the pod");
    }
}
