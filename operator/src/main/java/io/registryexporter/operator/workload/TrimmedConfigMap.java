package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A ConfigMap with values of a size that the configuration of a registry may have. */
final class TrimmedConfigMap {
    private static final int MOST_ENTRIES = 1000;
    private static final int LONGEST = 1 << 16;
    private static final int MOST_LETTERS = 1 << 17;

    /** Is no configuration, and no path. */
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
        int letters = 0;
        for (Map.Entry<String, String> entry : new TreeMap<>(data).entrySet()) {
            String value = Objects.requireNonNullElse(entry.getValue(), "");
            boolean fits = value.length() <= LONGEST && letters + value.length() <= MOST_LETTERS;
            letters += fits ? value.length() : 0;
            if (kept.size() < MOST_ENTRIES) {
                kept.put(entry.getKey(), fits ? value : TOO_LONG);
            }
        }
        return kept;
    }
}
