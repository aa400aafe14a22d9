package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.simulator.played.Behaviour;
import io.registryexporter.simulator.played.PlayedCluster;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.RunningOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A preflight whose operator, API server or permission goes away. */
@Tag("once")
class InProcessPreflightIT {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");
    private static final String IMAGE = "example.org/exporter:1";
    private static final String EXPORTER =
            Manifests.exporter("rex", "registry", "{image: '" + IMAGE + "'}") + "  rollout: {preflight: Auto}\n";

    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private InProcessKubernetes kubernetes;
    private PlayedCluster cluster;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        kubernetes = opened.add(InProcessKubernetes.start());
        kubernetes
                .client()
                .resource(
                        new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();
        cluster = opened.add(Played.registries(kubernetes.config()));
        tenant = new Tenant(kubernetes.client(), "team");
        tenant.registry("registry");
        Await.until("the registry", () -> tenant.runs("registry"));
        tenant.create(EXPORTER);
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    private RunningOperator operator(String log) {
        return opened.add(RunningOperator.start(
                directory.resolve(log),
                kubernetes.writeKubeconfig(directory.resolve("kubeconfig")),
                Map.of("LEADER_ELECTION", "false")));
    }

    private long patches() {
        return kubernetes
                .requests()
                .count(request -> request.call().method().equals("PATCH")
                        && request.call().path().contains("/deployments/registry"));
    }

    @Test
    void the_pod_of_an_operator_that_was_killed_is_deleted_and_the_registry_restarts_once() {
        cluster.image(IMAGE::equals, Behaviour.SCANS);
        RunningOperator first = operator("first.log");
        tenant.awaitReason("rex", "PreflightRunning");
        String left = tenant.preflights().get(0).getMetadata().getUid();
        first.close();
        cluster.image(IMAGE::equals, Behaviour.RUNS);

        operator("second.log");

        tenant.awaitReason("rex", "ExporterRunning");
        Await.until("no preflight is left", () -> tenant.preflights().isEmpty());
        assertThat(tenant.templatesOf("registry")).isEqualTo(2);
        assertThat(left).isNotEmpty();
    }

    @Test
    void an_operator_that_is_killed_again_and_again_leaves_no_pod_and_restarts_the_registry_once() throws Exception {
        Random random = new Random(42);
        for (int life = 0; life < 6; life++) {
            RunningOperator operator = operator("life-" + life + ".log");
            TimeUnit.MILLISECONDS.sleep(random.nextInt(4000));
            operator.close();
        }
        operator("last.log");

        tenant.awaitReason("rex", "ExporterRunning");
        Await.until("no preflight is left", () -> tenant.preflights().isEmpty());
        assertThat(tenant.templatesOf("registry")).isEqualTo(2);
    }

    @Test
    void an_api_server_that_goes_away_meanwhile_leaves_no_pod_and_restarts_the_registry_once() throws Exception {
        cluster.image(IMAGE::equals, Behaviour.SCANS);
        operator("operator.log");
        tenant.awaitReason("rex", "PreflightRunning");
        kubernetes.stopServer();
        TimeUnit.SECONDS.sleep(8);
        kubernetes.restartServer();
        cluster.image(IMAGE::equals, Behaviour.RUNS);

        tenant.awaitReason("rex", "ExporterRunning");
        Await.until("no preflight is left", () -> tenant.preflights().isEmpty());
        assertThat(tenant.templatesOf("registry")).isEqualTo(2);
    }

    @Test
    void a_pod_that_admission_refuses_fails_the_preflight_at_once_and_the_workload_is_not_written_to() {
        kubernetes.failAll(
                call -> call.method().equals("POST") && call.path().endsWith("/pods"),
                403,
                "Forbidden",
                "pods \"registry-preflight\" is forbidden: violates PodSecurity \"restricted:latest\"");
        operator("operator.log");

        WorkloadStatus status = tenant.awaitReason("rex", "PreflightFailed");

        assertThat(status.message()).contains("violates PodSecurity", "nothing was written");
        assertThat(patches()).isZero();
    }

    @Test
    void without_the_right_to_create_pods_the_injection_goes_on_and_says_so() {
        kubernetes.deny(
                request -> request.verb().equals("create") && request.plural().equals("pods"));
        // The kubelet of the played cluster needs no new pod before the injection.
        operator("operator.log");

        tenant.awaitInjected("registry");
        kubernetes.allowAll();
        WorkloadStatus status = tenant.awaitReason("rex", "ExporterRunning");
        assertThat(status.message()).contains("no preflight ran", "cannot create");
        assertThat(tenant.events("Deployment", "ExporterInjected"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("no preflight ran"));
    }

    @Test
    void the_cleanup_deletes_the_pods_of_preflights() {
        cluster.image(IMAGE::equals, Behaviour.SCANS);
        RunningOperator operator = operator("operator.log");
        tenant.awaitReason("rex", "PreflightRunning");
        operator.close();

        RunningOperator.Ended cleanup = RunningOperator.run(
                directory.resolve("cleanup.log"), directory.resolve("kubeconfig"), Map.of(), "cleanup");

        assertThat(cleanup.exitCode()).isZero();
        assertThat(cleanup.output()).contains(": preflight deleted");
        Await.until("no preflight is left", () -> tenant.preflights().isEmpty());
    }
}
