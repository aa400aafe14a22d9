package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.text.Paint;
import io.registryexporter.common.text.TextTable;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Assessor;
import io.registryexporter.operator.decide.Planner;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.decide.desired.DesiredWorkloads;
import io.registryexporter.operator.execute.Executor;
import io.registryexporter.operator.observe.ConfigMapReader;
import io.registryexporter.operator.observe.ConstraintsReader;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.observe.PreflightReader;
import io.registryexporter.operator.observe.RegistryDetector;
import io.registryexporter.operator.observe.WorkloadObserver;
import io.registryexporter.operator.observe.WorkloadSource;
import io.registryexporter.operator.reconcile.Forecast;
import io.registryexporter.operator.reconcile.Guard;
import io.registryexporter.operator.reconcile.Pipeline;
import io.registryexporter.operator.reconcile.Round;
import io.registryexporter.operator.record.Recorder;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints the next action of the operator for each workload and its reason; changes nothing in the cluster. */
public final class DryRun {
    private final KubernetesClient client;
    private final WatchedObjects objects;
    private final Planner planner;
    private final Clock clock;
    private final Log log;
    private final PrintStream out;

    /**
     * For the watched namespaces; an empty set stands for all.
     *
     * @param exporterImage if a resource has no image
     * @param allowed exporters of resources
     */
    public DryRun(
            KubernetesClient client,
            Set<String> namespaces,
            String exporterImage,
            AllowedExporters allowed,
            Clock clock,
            Log log,
            PrintStream out) {
        this.client = client;
        this.objects = new WatchedObjects(client, Set.copyOf(namespaces));
        this.planner = new Planner(new DesiredWorkloads(exporterImage), allowed);
        this.clock = clock;
        this.log = log;
        this.out = out;
    }

    /**
     * Prints a line for each workload that a RegistryExporter selects, or that carries its exporter.
     *
     * @throws CannotRunException if the cluster does not know the resource
     */
    public void run() {
        Map<String, List<RegistryExporter>> resources = resources();
        Map<String, List<Workload>> workloads = Stream.concat(
                        objects.all(Deployment.class), objects.all(StatefulSet.class))
                .filter(object -> !object.isMarkedForDeletion())
                .flatMap(object -> Workloads.of(object).stream())
                .sorted(Comparator.comparing(Workload::id))
                .collect(Collectors.groupingBy(
                        workload -> workload.id().namespace(), TreeMap::new, Collectors.toList()));
        Forecast forecast = forecast(workloads);
        List<Forecast.Line> lines = workloads.entrySet().stream()
                .flatMap(namespace ->
                        forecast
                                .of(namespace.getValue(), resources.getOrDefault(namespace.getKey(), List.of()))
                                .stream())
                .toList();
        print(lines);
    }

    private Forecast forecast(Map<String, List<Workload>> workloads) {
        WorkloadSource source = new Listed(workloads);
        WorkloadObserver observer = new WorkloadObserver(
                new NamespaceReader(client),
                new RegistryDetector(new ConfigMapReader(client, clock)),
                new PodReader(client),
                new PreflightReader(client, Set.of()),
                new ConstraintsReader(client),
                clock);
        return new Forecast(pipeline(source, observer, new Memory()), () -> {
            Memory memory = new Memory();
            Guard guard = new Guard(() -> {}, error -> {}, log);
            return new Round(source, pipeline(source, observer, memory), memory, guard, clock);
        });
    }

    private Pipeline pipeline(WorkloadSource source, WorkloadObserver observer, Memory memory) {
        return new Pipeline(
                source,
                observer,
                new Assessor(planner),
                Executor.dryRun(client),
                new Recorder(memory, List.of(), clock));
    }

    /** The workloads by one list request. */
    private record Listed(Map<String, List<Workload>> byNamespace) implements WorkloadSource {
        @Override
        public List<Workload> in(String namespace) {
            return byNamespace.getOrDefault(namespace, List.of());
        }

        @Override
        public void remember(Workload planned, HasMetadata answer) {
            // A dry run writes nothing.
        }
    }

    private Map<String, List<RegistryExporter>> resources() {
        try {
            return objects.all(RegistryExporter.class)
                    .collect(Collectors.groupingBy(
                            resource -> resource.getMetadata().getNamespace()));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new CannotRunException("the cluster does not know the kind RegistryExporter: install the"
                        + " CustomResourceDefinition with kubectl apply -k crds; that changes nothing else");
            }
            throw e;
        }
    }

    private void print(List<Forecast.Line> lines) {
        TextTable table = new TextTable(0, "NAMESPACE", "WORKLOAD", "RESOURCE", "ACTION", "WHY");
        lines.forEach(line -> table.row(
                line.workload().namespace(),
                line.workload().kind() + "/" + line.workload().name(),
                line.resource(),
                line.action().toString(),
                line.why()));
        table.lines(new Paint(false)).forEach(out::println);
        Map<Forecast.Action, Long> counts =
                lines.stream().collect(Collectors.groupingBy(Forecast.Line::action, Collectors.counting()));
        out.printf(
                "%d to inject, %d to update, %d to take back; nothing was changed%n",
                counts.getOrDefault(Forecast.Action.INJECT, 0L),
                counts.getOrDefault(Forecast.Action.UPDATE, 0L),
                counts.getOrDefault(Forecast.Action.TAKE_BACK, 0L));
    }
}
