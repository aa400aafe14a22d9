package io.registryexporter.benchmarks;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.simulator.played.PlayedCluster;
import io.registryexporter.support.real.AuditedRequest;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Measures the operator with a thousand workloads in two hundred namespaces, on a real API server (KUBE_API_TEST_DIR)
 * whose controllers are played. Argument: the project's directory.
 */
public final class FleetBench {
    private static final int NAMESPACES = 200;
    private static final int WORKLOADS = 5;
    private static final int QUIET_SECONDS = 60;
    private static final long LIMIT_NANOS = TimeUnit.HOURS.toNanos(1);
    private static final String OPERATOR = "system:serviceaccount:registry-exporter-system:registry-exporter-operator";
    private static final String MANIFEST = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: registry-%1$d, labels: {app: registry}}
            spec:
              selector: {matchLabels: {app: registry-%1$d}}
              strategy: {type: Recreate}
              template:
                metadata: {labels: {app: registry-%1$d}}
                spec:
                  containers:
                  - name: registry
                    image: registry:3
                    volumeMounts:
                    - {name: storage, mountPath: /var/lib/registry}
                  volumes:
                  - {name: storage, persistentVolumeClaim: {claimName: registry-%1$d}}
            """;
    private static final String EXPORTER = """
            apiVersion: registryexporter.io/v1alpha1
            kind: RegistryExporter
            metadata: {name: rex}
            spec: {selector: {matchLabels: {app: registry}}}
            """;

    private final Path root;
    private final Table table = new Table(System.out);

    private FleetBench(Path root) {
        this.root = root;
    }

    public static void main(String[] arguments) throws Exception {
        new FleetBench(Path.of(arguments[0])).run();
    }

    private void run() throws Exception {
        Path directory = Files.createTempDirectory("fleet");
        try (RealApiServer apiServer = RealApiServer.start(directory)) {
            apiServer.kubectl().ok("apply", "-k", root.resolve("deploy").toString());
            apiServer.kubectl().ok("wait", "--for=condition=Established", "crd/registryexporters.registryexporter.io");
            fill(apiServer.admin());
            try (PlayedCluster cluster = PlayedCluster.start(apiServer.admin().getConfiguration())) {
                cluster.deadlinesOver(false);
                // The registries of a fleet run when its operator is installed.
                await(() -> areAvailable(apiServer.admin()));
                try (RunningOperator operator = operator(apiServer, directory)) {
                    measure(apiServer, operator);
                }
            }
        }
    }

    private RunningOperator operator(RealApiServer apiServer, Path directory) {
        return RunningOperator.launch(
                directory.resolve("operator.log"),
                apiServer.kubeconfigOf("registry-exporter-system", "registry-exporter-operator"),
                Map.of(),
                "@" + root.resolve("operator/jvm.options"),
                "-XX:MaxRAM=384m");
    }

    private static void fill(KubernetesClient client) {
        for (int i = 0; i < NAMESPACES; i++) {
            Namespace namespace = new NamespaceBuilder()
                    .withNewMetadata()
                    .withName("team-" + i)
                    .endMetadata()
                    .build();
            client.resource(namespace).create();
            for (int j = 0; j < WORKLOADS; j++) {
                create(client, namespace, MANIFEST.formatted(j));
            }
            create(client, namespace, EXPORTER);
        }
    }

    private static void create(KubernetesClient client, Namespace namespace, String yaml) {
        client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(item -> client.resource(item)
                        .inNamespace(namespace.getMetadata().getName())
                        .create());
    }

    private void measure(RealApiServer apiServer, RunningOperator operator) throws Exception {
        long start = System.nanoTime();
        Peaks peaks = new Peaks();
        await(() -> {
            peaks.look(operator);
            return settled(apiServer.admin());
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        List<AuditedRequest> settling = requests(apiServer);
        TimeUnit.SECONDS.sleep(QUIET_SECONDS / 2);
        int before = requests(apiServer).size();
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        int quiet = requests(apiServer).size() - before;
        table.head();
        table.figure(NAMESPACES * WORKLOADS + " workloads in " + NAMESPACES + " namespaces settled", seconds, "s", "");
        table.figure("requests of the operator meanwhile", settling.size(), "", "");
        double workloads = NAMESPACES * WORKLOADS;
        table.figure("requests a workload", settling.size() / workloads, "", "16");
        kinds(settling).forEach((kind, count) -> table.figure("of these: " + kind, count / workloads, "", ""));
        table.figure("the most in one second", most(settling), "a second", "50");
        table.figure("requests in a minute after that, watches and the lease not counted", quiet, "", "0");
        table.figure("resident memory, the most", Math.max(peaks.resident, operator.residentMib()), "MiB", "200");
        table.figure("resources that waited for a round, the most", peaks.queued, "", "");
        double rounds = operator.metric(
                "registry_exporter_operator_reconciliation_duration_seconds_count{operation=\"reconcile\",}");
        double sum = operator.metric(
                "registry_exporter_operator_reconciliation_duration_seconds_sum{operation=\"reconcile\",}");
        table.figure("rounds", rounds, "", "");
        table.figure("a round, on the average", sum / rounds * 1000, "ms", "");
    }

    private static boolean areAvailable(KubernetesClient client) {
        return client.apps().deployments().inAnyNamespace().withLabel("app", "registry").list().getItems().stream()
                        .filter(deployment ->
                                Objects.equals(deployment.getStatus().getAvailableReplicas(), 1))
                        .count()
                == NAMESPACES * WORKLOADS;
    }

    private static boolean settled(KubernetesClient client) {
        List<RegistryExporter> resources =
                client.resources(RegistryExporter.class).inAnyNamespace().list().getItems();
        return resources.stream()
                .allMatch(resource -> resource.written()
                        .map(RegistryExporterStatus::ready)
                        .filter(ready -> ready == WORKLOADS)
                        .isPresent());
    }

    private static List<AuditedRequest> requests(RealApiServer apiServer) {
        return apiServer.requestsOf(OPERATOR).stream()
                .filter(request ->
                        !request.verb().equals("watch") && !request.resource().equals("leases"))
                .toList();
    }

    private static Map<String, Long> kinds(List<AuditedRequest> requests) {
        return requests.stream()
                .collect(Collectors.groupingBy(
                        request -> request.verb() + " " + request.resource()
                                + (request.subresource().isEmpty() ? "" : "/" + request.subresource()),
                        TreeMap::new,
                        Collectors.counting()));
    }

    private static double most(List<AuditedRequest> requests) {
        return requests.stream()
                .collect(Collectors.groupingBy(request -> request.received().getEpochSecond(), Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not settled within an hour");
            }
            TimeUnit.SECONDS.sleep(2);
        }
    }

    /** What was seen at the most. */
    private static final class Peaks {
        private double resident;
        private double queued;

        void look(RunningOperator operator) {
            resident = Math.max(resident, operator.residentMib());
            if (operator.started()) {
                queued = Math.max(queued, operator.metric("registry_exporter_operator_reconciliations_queued"));
            }
        }
    }
}
