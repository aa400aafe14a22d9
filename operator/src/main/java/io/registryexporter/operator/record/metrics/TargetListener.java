package io.registryexporter.operator.record.metrics;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.record.status.Target;
import java.util.List;

/** Is told how the targets of a resource stand after each round. */
public interface TargetListener {
    void roundEnded(RegistryExporter resource, List<Target> targets);

    /** The resource is being deleted. */
    void resourceDeleted(RegistryExporter resource);
}
