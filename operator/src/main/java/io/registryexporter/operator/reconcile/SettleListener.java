package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.status.Target;
import java.util.List;

/** Is told how the targets of a resource stand after each round. */
public interface SettleListener {
    void settled(RegistryExporter resource, List<Target> targets);

    /** The resource is being deleted. */
    void forgotten(RegistryExporter resource);
}
