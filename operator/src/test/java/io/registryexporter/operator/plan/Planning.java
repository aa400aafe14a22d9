package io.registryexporter.operator.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.detect.ConfigMaps;
import io.registryexporter.operator.detect.Detection;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.detect.StorageDetector;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Plans for one workload and one resource. */
final class Planning {
    static final String IMAGE = "ghcr.io/registry-exporter/exporter:1.2.3";
    private static final DesiredWorkloads DESIRED = new DesiredWorkloads(IMAGE);

    private final RegistryExporter resource;
    private final List<RegistryExporter> siblings = new ArrayList<>();
    private ConfigMaps configMaps = ConfigMaps.none();
    private Map<String, String> namespace = Map.of();
    private Optional<Container> accepted = Optional.empty();
    private AllowedExporters allowed = AllowedExporters.all();

    private Planning(RegistryExporter resource) {
        this.resource = resource;
        siblings.add(resource);
    }

    static Planning of(RegistryExporter resource) {
        return new Planning(resource);
    }

    Planning beside(RegistryExporter sibling) {
        siblings.add(0, sibling);
        return this;
    }

    Planning namespaceSays(String inject) {
        namespace = Map.of(Names.INJECT, inject);
        return this;
    }

    Planning unreadable(String configMap) {
        configMaps = new ConfigMaps(Map.of(), Map.of(configMap, "ConfigMap " + configMap + " is not there"));
        return this;
    }

    /** What the API server answered to the last write. */
    Planning accepted(Container container) {
        accepted = Optional.of(container);
        return this;
    }

    /** What the operator's settings allow. */
    Planning allowing(AllowedExporters settings) {
        allowed = settings;
        return this;
    }

    Plan plan(Registries registries) {
        Workload workload = registries.workload();
        return new Planner(DESIRED, allowed)
                .plan(new Situation(resource, siblings, workload, namespace, detect(workload), accepted));
    }

    private Detection detect(Workload workload) {
        return StorageDetector.detect(
                workload.template().getSpec(),
                workload.claimTemplates(),
                resource.wanted().registry(),
                configMaps);
    }

    /** What a resource wants of a workload that can be injected into. */
    static DesiredWorkload desired(RegistryExporter resource, Registries registries) {
        Planning planning = of(resource);
        Workload workload = registries.workload();
        return DESIRED.of(resource, workload, (RegistryStorage) planning.detect(workload));
    }

    static DesiredWorkload desired(UnaryOperator<Exporters> wanted) {
        return desired(wanted.apply(Exporters.named("mine")).build(), Registries.usual());
    }

    /** The usual registry as it is after the resource has injected into it. */
    static Registries injected(RegistryExporter by) {
        return Registries.usual().carrying(desired(by, Registries.usual()));
    }
}
