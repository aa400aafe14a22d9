package io.registryexporter.operator.reconcile;

import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.observe.NamespaceAnnotations;
import io.registryexporter.operator.observe.ResourceCache;
import java.util.List;

/** What a round works with; made once, when the framework has its caches. */
record Loop(
        List<EventSource<?, RegistryExporter>> eventSources,
        ResourceCache resources,
        NamespaceAnnotations namespaces,
        Round round,
        Monitoring monitoring,
        Release release,
        LastRound lastRound,
        OrphanSweep orphans,
        ChangeJournal journal,
        SettleListener listener) {}
