package io.registryexporter.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.observe.NamespaceAnnotations;
import io.registryexporter.operator.observe.ResourceCache;
import io.registryexporter.operator.record.events.EventRecorder;
import io.registryexporter.operator.record.metrics.TargetListener;
import java.util.List;

/** The parts of the loop, created once when the framework has its caches. */
record Loop(
        Sources sources,
        Round round,
        Monitoring monitoring,
        Deletion deletion,
        OrphanSweep orphans,
        PreflightSweep preflights,
        EventRecorder events,
        TargetListener targets) {

    /** The event sources of the framework, and their caches. */
    record Sources(
            List<EventSource<?, RegistryExporter>> eventSources,
            ResourceCache resources,
            NamespaceAnnotations namespaces) {}
}
