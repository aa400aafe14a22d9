package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.registryexporter.support.real.AuditedRequest;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Fifty workloads in sync: what the operator asks of the API server, by the API server's own audit log. */
@RequiresApiServer
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealApiServerQuietIT {
    private static final int TENANTS = 5;
    private static final int WORKLOADS = 10;
    /** Ten minutes of a resync each half minute. */
    private static final int RESYNCS = 20;

    @TempDir
    private static Path directory;

    private static final Opened OPENED = new Opened();
    private static final List<Tenant> NAMESPACES = new ArrayList<>();
    private static RealApiServer apiServer;
    private static RunningOperator operator;

    @BeforeAll
    static void settle() {
        apiServer = OPENED.add(RealApiServer.start(directory));
        operator = OPENED.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        for (int i = 0; i < TENANTS; i++) {
            Tenant tenant = new Tenant(apiServer.admin(), "quiet-" + i);
            NAMESPACES.add(tenant);
            names().forEach(name ->
                    tenant.create(RegistryManifest.named(name).app("registry").yaml()));
            tenant.create(Manifests.exporter("rex", "registry") + "  rollout: {maxConcurrent: " + WORKLOADS + "}\n");
        }
        NAMESPACES.forEach(tenant -> names().forEach(tenant::awaitInjected));
        NAMESPACES.forEach(tenant -> names().forEach(name -> run(tenant, name)));
        NAMESPACES.forEach(tenant -> names().forEach(name -> rollOut(tenant, name)));
        NAMESPACES.forEach(tenant -> tenant.awaitReady("rex", "AllTargetsReady"));
        // Events follow the status.
        Await.until(
                "the end of the last round",
                () -> operator.metric("registry_exporter_operator_reconciliations_active") == 0
                        && operator.metric("registry_exporter_operator_reconciliations_queued") == 0);
    }

    @AfterAll
    static void stop() {
        OPENED.close();
    }

    @Test
    @Order(1)
    void at_rest_there_are_no_requests_but_watches_and_the_lease() {
        long before = all().size();
        long leases = leaseUpdates();
        Await.until("two renewals of the lease", () -> leaseUpdates() >= leases + 2);

        assertThat(all().subList((int) before, all().size()))
                .allMatch(request ->
                        request.resource().equals("leases") || request.verb().equals("watch"));
    }

    @Test
    @Order(2)
    void ten_minutes_of_resyncs_write_nothing() {
        long before = writes();
        for (int i = 0; i < RESYNCS; i++) {
            String round = String.valueOf(i);
            double rounds = rounds();
            NAMESPACES.forEach(tenant -> names().forEach(name -> tenant.annotate(name, "example.org/resync", round)));
            Await.until("rounds", () -> rounds() >= rounds + TENANTS);
            // Annotations of a Deployment make a generation, which its controller observes.
            NAMESPACES.forEach(tenant -> names().forEach(name -> rollOut(tenant, name)));
        }
        NAMESPACES.forEach(tenant -> tenant.awaitReady("rex", "AllTargetsReady"));

        assertThat(workloadWritesSince(before)).isEmpty();
        assertThat(statusWritesSince(before)).isEmpty();
    }

    @Test
    @Order(3)
    void a_restart_writes_nothing() {
        long before = writes();
        operator.terminate();
        operator = OPENED.add(Installation.restart(apiServer, directory.resolve("operator-2.log"), Map.of()));
        Await.until(
                "a round for each resource", () -> operator.metric("registry_exporter_operator_resources") == TENANTS);

        assertThat(workloadWritesSince(before)).isEmpty();
        assertThat(statusWritesSince(before)).isEmpty();
    }

    @Test
    @Order(4)
    void an_api_server_that_was_away_makes_nobody_write() {
        long before = writes();
        double rounds = rounds();
        apiServer.stopServer();
        apiServer.startServer();
        NAMESPACES.forEach(tenant -> tenant.annotate("registry-0", "example.org/resync", "after"));
        Await.until("rounds after it came back", () -> rounds() >= rounds + TENANTS);

        assertThat(workloadWritesSince(before)).isEmpty();
    }

    private static List<String> names() {
        return IntStream.range(0, WORKLOADS).mapToObj(i -> "registry-" + i).toList();
    }

    /** What the Deployment controller would say once the pods run. */
    private static void rollOut(Tenant tenant, String name) {
        Deployment deployment = tenant.deployment(name);
        deployment.setStatus(new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withReadyReplicas(1)
                .withAvailableReplicas(1)
                .build());
        apiServer.admin().resource(deployment).updateStatus();
    }

    /** A pod of it as the kubelet tells of it when everything runs. */
    private static void run(Tenant tenant, String name) {
        PodTemplateSpec template = tenant.deployment(name).getSpec().getTemplate();
        Pod pod = apiServer
                .admin()
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName(name + "-0")
                        .withLabels(template.getMetadata().getLabels())
                        .withAnnotations(template.getMetadata().getAnnotations())
                        .endMetadata()
                        .withSpec(template.getSpec())
                        .build())
                .create();
        pod.setStatus(new PodStatusBuilder()
                .withPhase("Running")
                .withContainerStatuses(template.getSpec().getContainers().stream()
                        .map(RealApiServerQuietIT::running)
                        .toList())
                .build());
        apiServer.admin().resource(pod).updateStatus();
    }

    private static ContainerStatus running(Container container) {
        return new ContainerStatusBuilder()
                .withName(container.getName())
                .withImage(container.getImage())
                .withImageID("sha256:0")
                .withReady(true)
                .withRestartCount(0)
                .withNewState()
                .withNewRunning("2026-01-01T00:00:00Z")
                .endState()
                .build();
    }

    private static double rounds() {
        return operator.metric("registry_exporter_operator_reconciliations_total{result=\"success\",}");
    }

    private static List<AuditedRequest> all() {
        return apiServer.requestsOf(Installation.USER);
    }

    private static long writes() {
        return all().stream().filter(AuditedRequest::writes).count();
    }

    private static long leaseUpdates() {
        return all().stream()
                .filter(request -> request.resource().equals("leases") && request.writes())
                .count();
    }

    private static List<AuditedRequest> workloadWritesSince(long writes) {
        return all().stream()
                .filter(AuditedRequest::writes)
                .skip(writes)
                .filter(request -> request.resource().equals("deployments")
                        || request.resource().equals("statefulsets"))
                .toList();
    }

    private static List<AuditedRequest> statusWritesSince(long writes) {
        return all().stream()
                .filter(AuditedRequest::writes)
                .skip(writes)
                .filter(request -> request.resource().equals("registryexporters"))
                .toList();
    }
}
