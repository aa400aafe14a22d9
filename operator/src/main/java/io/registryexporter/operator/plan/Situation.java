package io.registryexporter.operator.plan;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.detect.Detection;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that decides about one workload for one resource.
 *
 * @param siblings every resource of the namespace, this one too
 * @param namespace annotations of the namespace
 * @param accepted the container as the API server answered it to the operator's last write; admission may have changed it
 */
public record Situation(
        RegistryExporter resource,
        List<RegistryExporter> siblings,
        Workload workload,
        Map<String, String> namespace,
        Detection detection,
        Optional<Container> accepted) {

    public Situation {
        siblings = List.copyOf(siblings);
        namespace = Map.copyOf(namespace);
    }
}
