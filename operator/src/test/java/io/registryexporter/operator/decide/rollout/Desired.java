package io.registryexporter.operator.decide.rollout;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.DesiredWorkloads;
import io.registryexporter.operator.detect.ConfigMaps;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.detect.StorageDetector;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Workload;
import java.util.Set;

/** What a resource wants of the usual registry. */
final class Desired {
    private Desired() {}

    static DesiredWorkload of(RegistryExporter resource) {
        Workload workload = Registries.usual().workload();
        RegistryStorage storage = (RegistryStorage) StorageDetector.detect(
                workload.template().getSpec(), Set.of(), resource.wanted().registry(), ConfigMaps.none());
        return new DesiredWorkloads("exporter:1").of(resource, workload, storage);
    }
}
