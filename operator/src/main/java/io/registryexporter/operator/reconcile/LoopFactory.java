package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.MonitoringWriter;
import io.registryexporter.operator.apply.PodRemover;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.WriteListener;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.ConfigMapReader;
import io.registryexporter.operator.observe.InformerErrors;
import io.registryexporter.operator.observe.MonitoringEventSource;
import io.registryexporter.operator.observe.NamespaceAnnotations;
import io.registryexporter.operator.observe.NamespaceEventSource;
import io.registryexporter.operator.observe.Pages;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.observe.ResourceCache;
import io.registryexporter.operator.observe.SurroundingsReader;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Planner;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Puts the loop together: caches, who wakes whom, and the steps of a round. */
public final class LoopFactory {
    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final Planner planner;
    private final WriteListener writes;
    private final SettleListener listener;
    private final InformerErrors errors;
    private final Runnable progress;
    private final Clock clock;
    private final Log log;

    /**
     * Makes a factory.
     *
     * @param namespaces those that are watched; none are all
     * @param planner decides about each workload
     * @param progress is run whenever a round comes to a workload or an event
     */
    public LoopFactory(
            KubernetesClient client,
            Set<String> namespaces,
            Planner planner,
            WriteListener writes,
            SettleListener listener,
            InformerErrors errors,
            Runnable progress,
            Clock clock,
            Log log) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.planner = planner;
        this.writes = writes;
        this.listener = listener;
        this.errors = errors;
        this.progress = progress;
        this.clock = clock;
        this.log = log;
    }

    Loop loop(EventSourceContext<RegistryExporter> context) {
        ResourceCache primaries = namespace ->
                context.getPrimaryCache().list(namespace, resource -> true).toList();
        PrimaryMapping mapping = new PrimaryMapping(primaries);
        InformerEventSource<RegistryExporter, RegistryExporter> siblings = siblings(mapping, context);
        // Who has a workload is decided by what wakes those whom it concerns: the other cache may be behind, or ahead.
        ResourceCache resources =
                namespace -> siblings.list(namespace, resource -> true).toList();
        InformerEventSource<Deployment, RegistryExporter> deployments = workloads(Deployment.class, mapping, context);
        InformerEventSource<StatefulSet, RegistryExporter> statefulSets =
                workloads(StatefulSet.class, mapping, context);
        NamespaceEventSource namespaceSource = new NamespaceEventSource(client, namespaces, primaries, errors, log);
        MonitoringEventSource monitoring = new MonitoringEventSource(
                client,
                namespaces,
                () -> context.getPrimaryCache().list(resource -> true).toList(),
                errors,
                log);
        WorkloadCaches caches = new WorkloadCaches(deployments, statefulSets);
        WorkloadWriter writer = new WorkloadWriter(client, writes);
        ChangeJournal journal = new ChangeJournal(log, new EventWriter(client, progress, clock, log));
        Memory memory = Memory.empty(clock);
        Release release = new Release(caches, writer, memory, journal);
        Unblocking unblocking = new Unblocking(new PodReader(client), new PodRemover(client), journal, clock, log);
        return new Loop(
                List.of(deployments, statefulSets, siblings, namespaceSource, monitoring),
                resources,
                namespaceSource,
                round(namespaceSource, caches, writer, release, unblocking, memory, journal),
                new Monitoring(monitoring, new MonitoringWriter(client)),
                release,
                new LastRound(caches, release, unblocking, memory, progress),
                new OrphanSweep(client, caches, resources, writer, memory, journal),
                journal,
                listener);
    }

    private Round round(
            NamespaceAnnotations annotations,
            WorkloadCaches caches,
            WorkloadWriter writer,
            Release release,
            Unblocking unblocking,
            Memory memory,
            ChangeJournal journal) {
        PodReader podReader = new PodReader(client);
        SurroundingsReader surroundings = new SurroundingsReader(client);
        Assessor assessor = new Assessor(
                new RegistryDetector(new ConfigMapReader(client, clock)),
                annotations,
                podReader,
                planner,
                memory,
                clock);
        Settler settler = new Settler(
                assessor,
                new Injection(surroundings, writer, caches, assessor, memory, journal),
                new Withdrawals(writer, caches, memory, journal),
                unblocking,
                release,
                surroundings,
                memory);
        return new Round(
                caches, assessor, settler, release, unblocking, memory, new Guard(progress, errors::hear, log));
    }

    private static <R extends HasMetadata> InformerEventSource<R, RegistryExporter> workloads(
            Class<R> kind, PrimaryMapping mapping, EventSourceContext<RegistryExporter> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, RegistryExporter.class)
                        .withName(kind.getSimpleName())
                        .withNamespacesInheritedFromController()
                        .withInformerListLimit(Pages.SIZE)
                        .withSecondaryToPrimaryMapper(mapping::ofWorkload)
                        // Who needs the workloads of a resource lists those of its namespace.
                        .withPrimaryToSecondaryMapper(resource -> Set.of())
                        .withOnUpdateFilter(ChangeFilters::workload)
                        .build(),
                context);
    }

    private static InformerEventSource<RegistryExporter, RegistryExporter> siblings(
            PrimaryMapping mapping, EventSourceContext<RegistryExporter> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(RegistryExporter.class, RegistryExporter.class)
                        .withName("siblings")
                        .withNamespacesInheritedFromController()
                        .withInformerListLimit(Pages.SIZE)
                        .withSecondaryToPrimaryMapper(mapping::siblings)
                        .withPrimaryToSecondaryMapper(resource -> Set.of())
                        .withOnUpdateFilter(ChangeFilters::resource)
                        .build(),
                context);
    }
}
