package io.registryexporter.operator.detect;

import java.util.Map;
import java.util.Optional;

/**
 * The ConfigMaps that a pod template names, if the operator could read them.
 *
 * @param data by name, then by key
 * @param problems why a ConfigMap could not be read, by name
 */
public record ConfigMaps(Map<String, Map<String, String>> data, Map<String, String> problems) {

    public ConfigMaps {
        data = Map.copyOf(data);
        problems = Map.copyOf(problems);
    }

    public static ConfigMaps none() {
        return new ConfigMaps(Map.of(), Map.of());
    }

    Optional<String> value(String name, String key) {
        return Optional.ofNullable(data.get(name)).flatMap(entries -> Optional.ofNullable(entries.get(key)));
    }

    Optional<String> problem(String name) {
        return Optional.ofNullable(problems.get(name));
    }
}
