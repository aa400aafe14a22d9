package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A ConfigMap without values that are too large for the configuration of a registry. */
final class TrimmedConfigMap {
    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_LENGTH = 1 << 16;
    private static final int MAX_CHARACTERS = 1 << 17;

    /** A value that is neither a valid configuration nor a path. */
    private static final String TOO_LONG = "$(TOO_LONG)";

    private TrimmedConfigMap() {}

    static ConfigMap of(ConfigMap configMap) {
        return new ConfigMapBuilder(configMap)
                .withData(data(Objects.requireNonNullElse(configMap.getData(), Map.of())))
                .withBinaryData(Map.of())
                .build();
    }

    private static Map<String, String> data(Map<String, String> data) {
        Map<String, String> kept = new TreeMap<>();
        int characters = 0;
        for (Map.Entry<String, String> entry : new TreeMap<>(data).entrySet()) {
            String value = Objects.requireNonNullElse(entry.getValue(), "");
            boolean fits = value.length() <= MAX_LENGTH && characters + value.length() <= MAX_CHARACTERS;
            characters += fits ? value.length() : 0;
            if (kept.size() < MAX_ENTRIES) {
                kept.put(entry.getKey(), fits ? value : TOO_LONG);
            }
        }
        return kept;
    }
}
