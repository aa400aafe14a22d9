package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistrySpec;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Workload;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Detects in a workload, with the ConfigMaps that a test puts into the namespace. */
final class Detecting {
    private final Workload workload;
    private final Map<String, Map<String, String>> data = new HashMap<>();
    private final Map<String, String> problems = new HashMap<>();
    private RegistrySpec wanted = new RegistrySpec();

    private Detecting(Workload workload) {
        this.workload = workload;
    }

    static Detecting in(Registries registries) {
        return new Detecting(registries.workload());
    }

    Detecting wanted(String storagePath) {
        wanted = new RegistrySpec("", storagePath);
        return this;
    }

    Detecting configMap(String name, String key, String value) {
        data.put(name, Map.of(key, value));
        return this;
    }

    Detecting unreadable(String name, String problem) {
        problems.put(name, problem);
        return this;
    }

    /** As the operator does it: of the ConfigMaps it has only those that it asked for. */
    Detection detect() {
        Set<String> needed = needed();
        Map<String, Map<String, String>> read = new HashMap<>(data);
        read.keySet().retainAll(needed);
        Map<String, String> unread = new HashMap<>(problems);
        unread.keySet().retainAll(needed);
        return StorageDetector.detect(
                workload.template().getSpec(), workload.claimTemplates(), wanted, new ConfigMaps(read, unread));
    }

    Set<String> needed() {
        return StorageDetector.neededConfigMaps(workload.template().getSpec(), wanted);
    }

    RegistryStorage found() {
        assertThat(detect()).isInstanceOf(RegistryStorage.class);
        return (RegistryStorage) detect();
    }

    void assertRefused(Reason reason, String... parts) {
        assertThat(detect()).isInstanceOf(Obstacle.class);
        Obstacle refusal = (Obstacle) detect();
        assertThat(refusal.reason()).isEqualTo(reason);
        assertThat(refusal.message()).contains(parts);
    }
}
