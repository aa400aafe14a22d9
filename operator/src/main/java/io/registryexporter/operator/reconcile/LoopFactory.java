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
import io.registryexporter.operator.decide.Assessor;
import io.registryexporter.operator.decide.Planner;
import io.registryexporter.operator.decide.Preflights;
import io.registryexporter.operator.execute.Executor;
import io.registryexporter.operator.execute.MonitoringWriter;
import io.registryexporter.operator.execute.PodRemover;
import io.registryexporter.operator.execute.PreflightPods;
import io.registryexporter.operator.execute.WorkloadWriter;
import io.registryexporter.operator.execute.WriteListener;
import io.registryexporter.operator.observe.ConfigMapReader;
import io.registryexporter.operator.observe.ConstraintsReader;
import io.registryexporter.operator.observe.InformerErrors;
import io.registryexporter.operator.observe.MonitoringEventSource;
import io.registryexporter.operator.observe.NamespaceEventSource;
import io.registryexporter.operator.observe.Pages;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.observe.PreflightReader;
import io.registryexporter.operator.observe.RegistryDetector;
import io.registryexporter.operator.observe.ResourceCache;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.observe.WorkloadObserver;
import io.registryexporter.operator.record.Recorder;
import io.registryexporter.operator.record.events.EventRecorder;
import io.registryexporter.operator.record.events.EventWriter;
import io.registryexporter.operator.record.memory.DeletionDeadlines;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.record.metrics.TargetListener;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** Builds the loop: caches, event sources, and the steps of a round. */
public final class LoopFactory {
    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final Planner planner;
    private final WriteListener writes;
    private final TargetListener targets;
    private final InformerErrors errors;
    private final Runnable progress;
    private final Clock clock;
    private final Log log;

    /**
     * Creates a factory.
     *
     * @param namespaces to watch; an empty set stands for all
     * @param planner plans for each workload
     * @param progress runs before each step of a round and before each event
     */
    public LoopFactory(
            KubernetesClient client,
            Set<String> namespaces,
            Planner planner,
            WriteListener writes,
            TargetListener targets,
            InformerErrors errors,
            Runnable progress,
            Clock clock,
            Log log) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.planner = planner;
        this.writes = writes;
        this.targets = targets;
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
        // The cache whose events begin rounds of siblings also determines the owner of a workload: another cache may be
        // older or newer.
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
        Loop.Sources sources = new Loop.Sources(
                List.of(deployments, statefulSets, siblings, namespaceSource, monitoring), resources, namespaceSource);
        return loop(sources, caches, new Monitoring(monitoring, new MonitoringWriter(client)));
    }

    private Loop loop(Loop.Sources sources, WorkloadCaches caches, Monitoring monitoring) {
        Memory memory = new Memory();
        PreflightReader preflights = new PreflightReader(client, namespaces);
        PreflightPods preflightPods = new PreflightPods(client);
        PreflightSweep preflightSweep = new PreflightSweep(preflights, preflightPods, memory, errors::report);
        EventRecorder events = new EventRecorder(log, new EventWriter(client, progress, clock, log));
        Recorder recorder = new Recorder(memory, List.of(events), clock);
        Pipeline pipeline = new Pipeline(
                caches,
                new WorkloadObserver(
                        sources.namespaces(),
                        new RegistryDetector(new ConfigMapReader(client, clock)),
                        new PodReader(client),
                        preflights,
                        new ConstraintsReader(client),
                        clock),
                new Assessor(planner),
                new Executor(new WorkloadWriter(client, writes), new PodRemover(client), preflightPods, errors::report),
                recorder);
        return new Loop(
                sources,
                new Round(
                        caches,
                        pipeline,
                        memory,
                        new Guard(progress, errors::report, log),
                        Preflights.Mode.ONE_AT_A_TIME,
                        clock),
                monitoring,
                new Deletion(caches, pipeline, recorder, memory, new DeletionDeadlines(clock), progress),
                new OrphanSweep(client, caches, sources.resources(), pipeline, memory, events),
                preflightSweep,
                events,
                targets);
    }

    private static <R extends HasMetadata> InformerEventSource<R, RegistryExporter> workloads(
            Class<R> kind, PrimaryMapping mapping, EventSourceContext<RegistryExporter> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(kind, RegistryExporter.class)
                        .withName(kind.getSimpleName())
                        .withNamespacesInheritedFromController()
                        .withInformerListLimit(Pages.SIZE)
                        .withSecondaryToPrimaryMapper(mapping::ofWorkload)
                        // Each round lists the workloads of the namespace.
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
