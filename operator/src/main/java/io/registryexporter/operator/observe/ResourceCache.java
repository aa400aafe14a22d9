package io.registryexporter.operator.observe;

import io.registryexporter.operator.api.RegistryExporter;
import java.util.List;

/** The RegistryExporters of the watched namespaces. */
public interface ResourceCache {

    /** The resources of one namespace. */
    List<RegistryExporter> in(String namespace);
}
