package io.registryexporter.operator.record.status;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.PrimaryUpdateAndCacheUtils;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;

/** Writes the status of a resource, and lets the next round see it even before the informer does. */
public final class StatusWriter {

    /** Applies the status, and nothing else. */
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
