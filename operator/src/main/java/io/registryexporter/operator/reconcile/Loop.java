package io.registryexporter.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.observe.NamespaceAnnotations;
import io.registryexporter.operator.observe.ResourceCache;
import io.registryexporter.operator.observe.WorkloadCaches;
import java.util.List;

/** What a round works with; made once, when the framework has its caches. */
record Loop(
        List<EventSource<?, RegistryExporter>> eventSources,
        ResourceCache resources,
        WorkloadCaches caches,
        NamespaceAnnotations namespaces,
        Guard guard,
        Settler settler,
        Release release,
        OrphanSweep orphans,
        ChangeJournal journal,
        SettleListener listener) {}
