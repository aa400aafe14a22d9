package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterSpec;
import io.registryexporter.operator.decide.Assessor;
import io.registryexporter.operator.decide.Planner;
import io.registryexporter.operator.decide.Preflights;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.decide.desired.DesiredWorkloads;
import io.registryexporter.operator.detect.Detection;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.execute.Executor;
import io.registryexporter.operator.observe.ConfigMapReader;
import io.registryexporter.operator.observe.ConstraintsReader;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.observe.PreflightReader;
import io.registryexporter.operator.observe.RegistryDetector;
import io.registryexporter.operator.observe.WorkloadObserver;
import io.registryexporter.operator.observe.WorkloadSource;
import io.registryexporter.operator.reconcile.Forecast;
import io.registryexporter.operator.reconcile.ForecastLine;
import io.registryexporter.operator.reconcile.Guard;
import io.registryexporter.operator.reconcile.Pipeline;
import io.registryexporter.operator.reconcile.Round;
import io.registryexporter.operator.record.Recorder;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the next action of the operator for each workload and its reason; changes nothing in the cluster. */
final class DryRun {
    private final KubernetesClient client;
    private final ConfigMapReader configMaps;
    private final WatchedObjects objects;
    private final Planner planner;
    private final Preflights.Mode preflights;
    private final Clock clock;
    private final Log log;

    /**
     * For the watched namespaces; an empty set stands for all.
     *
     * @param exporterImage if a resource has no image
     * @param allowed exporters of resources
     */
    DryRun(
            KubernetesClient client,
            ConfigMapReader configMaps,
            Set<String> namespaces,
            String exporterImage,
            AllowedExporters allowed,
            Preflights.Mode preflights,
            Clock clock,
            Log log) {
        this.client = client;
        this.configMaps = configMaps;
        this.objects = new WatchedObjects(client, Set.copyOf(namespaces));
        this.planner = new Planner(new DesiredWorkloads(exporterImage), allowed);
        this.preflights = preflights;
        this.clock = clock;
        this.log = log;
    }

    /**
     * A line for each workload that a RegistryExporter selects, or that carries its exporter.
     *
     * @throws CannotRunException if the cluster does not know the resource
     */
    List<ForecastLine> lines() {
        Map<String, List<RegistryExporter>> resources = resources();
        Map<String, List<Workload>> workloads = workloads();
        Forecast forecast = forecast(workloads);
        return workloads.entrySet().stream()
                .flatMap(namespace ->
                        lines(forecast, namespace.getValue(), resources.getOrDefault(namespace.getKey(), List.of())))
                .toList();
    }

    private Stream<ForecastLine> lines(Forecast forecast, List<Workload> workloads, List<RegistryExporter> resources) {
        return forecast.of(workloads, resources).stream().map(line -> located(line, workloads, resources));
    }

    /** With the storage that the decision did not need, such as for a port in use. */
    private ForecastLine located(ForecastLine line, List<Workload> workloads, List<RegistryExporter> resources) {
        Optional<Workload> workload = workloads.stream()
                .filter(each -> each.id().equals(line.workload()))
                .findFirst();
        return resources.stream()
                .filter(resource -> line.storage().isEmpty()
                        && resource.getMetadata().getName().equals(line.resource()))
                .findFirst()
                .flatMap(resource -> workload.flatMap(present -> storage(resource, present)))
                .map(line::with)
                .orElse(line);
    }

    private Optional<RegistryStorage> storage(RegistryExporter resource, Workload workload) {
        try {
            Detection detection = new RegistryDetector(configMaps).detect(resource, workload);
            return detection instanceof RegistryStorage storage ? Optional.of(storage) : Optional.empty();
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** A line for each workload, as if a RegistryExporter selected it alone. */
    List<ForecastLine> linesAsIfSelected() {
        return workloads().values().stream()
                .flatMap(List::stream)
                .flatMap(workload -> {
                    String namespace = workload.id().namespace();
                    List<Workload> alone = List.of(workload);
                    return lines(forecast(Map.of(namespace, alone)), alone, List.of(everything(namespace)));
                })
                .toList();
    }

    private static RegistryExporter everything(String namespace) {
        RegistryExporter resource = new RegistryExporter();
        resource.setMetadata(
                new ObjectMetaBuilder().withName("").withNamespace(namespace).build());
        LabelSelector selector = new LabelSelectorBuilder()
                .addNewMatchExpression()
                .withKey(Names.GROUP + "/none")
                .withOperator("DoesNotExist")
                .endMatchExpression()
                .build();
        resource.setSpec(new RegistryExporterSpec(selector, null, null, null, null, false));
        return resource;
    }

    private Map<String, List<Workload>> workloads() {
        return Stream.concat(objects.all(Deployment.class), objects.all(StatefulSet.class))
                .filter(object -> !object.isMarkedForDeletion())
                .flatMap(object -> Workloads.of(object).stream())
                .sorted(Comparator.comparing(Workload::id))
                .collect(Collectors.groupingBy(
                        workload -> workload.id().namespace(), TreeMap::new, Collectors.toList()));
    }

    private Forecast forecast(Map<String, List<Workload>> workloads) {
        WorkloadSource source = new Listed(workloads);
        WorkloadObserver observer = new WorkloadObserver(
                new NamespaceReader(client),
                new RegistryDetector(configMaps),
                new PodReader(client),
                new PreflightReader(client, Set.of()),
                new ConstraintsReader(client),
                clock);
        return new Forecast(pipeline(source, observer, new Memory()), () -> {
            Memory memory = new Memory();
            Guard guard = new Guard(() -> {}, error -> {}, log);
            return new Round(source, pipeline(source, observer, memory), memory, guard, preflights, clock);
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
}
