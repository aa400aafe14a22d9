package io.registryexporter.operator.record.metrics;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.record.status.Target;
import java.util.List;

/** Receives the targets of a resource after each round. */
public interface TargetListener {
    /** A round ended with these targets. */
    void roundEnded(RegistryExporter resource, List<Target> targets);

    /** The resource is being deleted. */
    void resourceDeleted(RegistryExporter resource);
}
