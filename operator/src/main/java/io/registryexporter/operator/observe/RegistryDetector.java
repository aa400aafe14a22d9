package io.registryexporter.operator.observe;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.detect.ConfigMaps;
import io.registryexporter.operator.detect.Detection;
import io.registryexporter.operator.detect.StorageDetector;
import io.registryexporter.operator.workload.Workload;
import java.util.Set;

/** Detects the registry in a workload, with the ConfigMaps that configure the registry. */
public record RegistryDetector(ConfigMapReader reader) {

    /** Detects the registry and its storage. */
    public Detection detect(RegistryExporter resource, Workload workload) {
        Set<String> needed = StorageDetector.neededConfigMaps(
                workload.template().getSpec(), resource.wanted().registry());
        ConfigMaps configMaps = reader.read(workload.id().namespace(), needed);
        return StorageDetector.detect(
                workload.template().getSpec(),
                workload.claimTemplates(),
                resource.wanted().registry(),
                configMaps);
    }
}
