package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.text.Paint;
import io.registryexporter.common.text.TextTable;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.observe.ConfigMapReader;
import io.registryexporter.operator.observe.SurroundingsReader;
import io.registryexporter.operator.plan.AllowedExporters;
import io.registryexporter.operator.plan.DesiredWorkloads;
import io.registryexporter.operator.plan.Planner;
import io.registryexporter.operator.reconcile.Forecast;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints what the operator would do to which workload, and why, and ends; nothing in the cluster is changed. */
public final class DryRun {
    private final KubernetesClient client;
    private final WatchedObjects objects;
    private final Forecast forecast;
    private final PrintStream out;
    private final Map<String, Map<String, String>> annotations = new HashMap<>();

    /** For an operator that lets resources ask for everything. */
    public DryRun(KubernetesClient client, Set<String> namespaces, String exporterImage, PrintStream out) {
        this(client, namespaces, exporterImage, AllowedExporters.all(), out);
    }

    /**
     * For the namespaces that are watched; none given are all.
     *
     * @param exporterImage where a resource pins none
     * @param allowed what resources may ask for
     */
    public DryRun(
            KubernetesClient client,
            Set<String> namespaces,
            String exporterImage,
            AllowedExporters allowed,
            PrintStream out) {
        this.client = client;
        this.objects = new WatchedObjects(client, Set.copyOf(namespaces));
        this.forecast = new Forecast(
                new ConfigMapReader(client, Clock.systemUTC()),
                new SurroundingsReader(client),
                new Planner(new DesiredWorkloads(exporterImage), allowed),
                new WorkloadWriter(client, (id, outcome) -> {}));
        this.out = out;
    }

    /**
     * Prints a line for each workload that a RegistryExporter selects, or that carries something of one.
     *
     * @throws CannotRunException where the cluster does not know the resource
     */
    public void run() {
        Map<String, List<RegistryExporter>> resources = resources();
        List<Forecast.Line> lines = Stream.concat(objects.all(Deployment.class), objects.all(StatefulSet.class))
                .filter(object -> !object.isMarkedForDeletion())
                .flatMap(object -> Workloads.of(object).stream())
                .sorted(Comparator.comparing(
                                (Workload workload) -> workload.id().namespace())
                        .thenComparing(Workload::id))
                .flatMap(workload -> lines(workload, resources).stream())
                .toList();
        print(lines);
        Map<Forecast.Action, Long> counts =
                lines.stream().collect(Collectors.groupingBy(Forecast.Line::action, Collectors.counting()));
        out.printf(
                "%d to inject, %d to update, %d to take back; nothing was changed%n",
                counts.getOrDefault(Forecast.Action.INJECT, 0L),
                counts.getOrDefault(Forecast.Action.UPDATE, 0L),
                counts.getOrDefault(Forecast.Action.TAKE_BACK, 0L));
    }

    /** One workload that cannot be judged costs the others nothing. */
    private List<Forecast.Line> lines(Workload workload, Map<String, List<RegistryExporter>> resources) {
        String namespace = workload.id().namespace();
        List<RegistryExporter> own = resources.getOrDefault(namespace, List.of());
        if (own.isEmpty() && !workload.ours()) {
            return List.of();
        }
        try {
            return forecast.of(workload, own, annotations.computeIfAbsent(namespace, this::annotationsOf));
        } catch (KubernetesClientException e) {
            return List.of(new Forecast.Line(workload.id(), "", Forecast.Action.NOTHING, RootCause.text(e)));
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
                        + " CustomResourceDefinition with kubectl apply -k crds; nothing else is changed by that");
            }
            throw e;
        }
    }

    /** None where they may not be read, as for the operator itself. */
    private Map<String, String> annotationsOf(String namespace) {
        try {
            return Optional.ofNullable(client.namespaces().withName(namespace).get())
                    .map(found -> found.getMetadata().getAnnotations())
                    .filter(Objects::nonNull)
                    .orElseGet(Map::of);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Map.of();
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
    }
}
