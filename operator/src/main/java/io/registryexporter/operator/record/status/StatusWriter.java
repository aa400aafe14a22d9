package io.registryexporter.operator.record.status;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;

/** Writes the status of a resource to the API server and to the cache, so that the next round reads it. */
public final class StatusWriter {

    /** Applies only the status. */
    public void write(RegistryExporter resource, RegistryExporterStatus status, Context<RegistryExporter> context) {
        RegistryExporter patch = new RegistryExporter();
        patch.setMetadata(new ObjectMetaBuilder()
                .withName(resource.getMetadata().getName())
                .withNamespace(resource.getMetadata().getNamespace())
                .build());
        patch.setStatus(status);
        PrimaryUpdateAndCacheUtils.ssaPatchStatusAndCacheResource(resource, patch, context);
    }
}
