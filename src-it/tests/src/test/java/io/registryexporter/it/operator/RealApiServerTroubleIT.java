package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.support.real.AuditedRequest;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator, its permissions or the API server go away, and come back. */
@RequiresApiServer
class RealApiServerTroubleIT {
    private static final String ALWAYS_PULL = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingAdmissionPolicy
            metadata: {name: always-pull}
            spec:
              matchConstraints:
                resourceRules:
                - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}
              failurePolicy: Fail
              reinvocationPolicy: Never
              mutations:
              - patchType: ApplyConfiguration
                applyConfiguration:
                  expression: >
                    Object{spec: Object.spec{template: Object.spec.template{spec: Object.spec.template.spec{
                      containers: object.spec.template.spec.containers.filter(c, c.name == 'registry-exporter').map(c,
                        Object.spec.template.spec.containers{name: c.name, imagePullPolicy: 'Always'})}}}}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingAdmissionPolicyBinding
            metadata: {name: always-pull}
            spec: {policyName: always-pull}
            """;

    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private RealApiServer apiServer;

    @BeforeEach
    void start() {
        apiServer = opened.add(RealApiServer.start(directory));
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    private RunningOperator operator(String log) {
        return opened.add(Installation.restart(apiServer, directory.resolve(log), Map.of()));
    }

    @Test
    void denied_the_status_and_then_killed_it_settles_without_writing_again() {
        Installation.install(apiServer.kubectl());
        withoutStatusRule();
        RunningOperator first = operator("first.log");
        Tenant tenant = new Tenant(apiServer.admin(), "team");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        first.awaitUntil("a refused status", () -> first.log().contains("registryexporters/status"));
        first.close();
        assertThat(tenant.status("rex")).isEmpty();
        long patches = patches();

        Installation.install(apiServer.kubectl());
        breakLease();
        operator("second.log");

        tenant.awaitReason("rex", "RolloutInProgress");
        assertThat(patches()).isEqualTo(patches);
    }

    private void withoutStatusRule() {
        apiServer
                .admin()
                .rbac()
                .clusterRoles()
                .withName("registry-exporter-operator")
                .edit(RealApiServerTroubleIT::withoutStatus);
    }

    private static ClusterRole withoutStatus(ClusterRole role) {
        role.getRules().removeIf(rule -> rule.getResources().contains("registryexporters/status"));
        return role;
    }

    /** As if the time of the killed leader had run out. */
    private void breakLease() {
        apiServer
                .admin()
                .leases()
                .inNamespace(Installation.NAMESPACE)
                .withName(Names.LEASE)
                .delete();
    }

    private long patches() {
        return apiServer.requestsOf(Installation.USER).stream()
                .filter(AuditedRequest::writes)
                .filter(request -> request.resource().equals("deployments"))
                .count();
    }

    @Test
    void an_api_server_that_restarts_is_met_again() {
        RunningOperator operator =
                opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        Tenant tenant = new Tenant(apiServer.admin(), "team");
        tenant.registry("registry");
        apiServer.stopServer();
        apiServer.startServer();

        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        tenant.label("registry", Map.of("app", "other"));
        tenant.awaitTakenBack("registry");
        Await.until("readiness", () -> operator.status("/-/ready") == 200);
        assertThat(operator.log()).doesNotContain("\tat ");
    }

    @Test
    void the_second_replica_takes_over_at_once_from_one_that_is_told_to_stop() {
        Installation.install(apiServer.kubectl());
        RunningOperator first = operator("first.log");
        RunningOperator second = operator("second.log");
        first.awaitUntil("leader", () -> first.metric("registry_exporter_operator_leader") == 1);
        assertThat(second.status("/-/ready")).isEqualTo(200);
        assertThat(second.metric("registry_exporter_operator_leader")).isZero();

        assertThat(first.terminate()).isEqualTo(143);

        second.awaitUntil("leader", () -> second.metric("registry_exporter_operator_leader") == 1);
        Tenant tenant = new Tenant(apiServer.admin(), "team");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
    }

    @Test
    void what_a_resource_without_its_finalizer_left_behind_is_taken_back() {
        RunningOperator first = opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        Tenant tenant = new Tenant(apiServer.admin(), "team");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitReason("rex", "RolloutInProgress");
        first.terminate();
        tenant.patchExporter("rex", "{\"metadata\":{\"finalizers\":null}}");
        tenant.deleteExporter("rex");
        assertThat(tenant.exporter("rex")).isEmpty();

        operator("second.log");

        tenant.awaitTakenBack("registry");
    }

    @Test
    void a_namespace_that_is_deleted_is_not_held_up() {
        opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        Tenant tenant = new Tenant(apiServer.admin(), "team");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitReason("rex", "RolloutInProgress");
        long patches = patches();

        apiServer.admin().namespaces().withName("team").delete();
        // What the namespace controller does.
        tenant.deleteExporter("rex");

        Await.until("the resource is gone", () -> tenant.exporter("rex").isEmpty());
        assertThat(patches()).isEqualTo(patches);
    }

    @Test
    void what_admission_makes_of_the_container_is_not_fought() {
        opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        apiServer.kubectl().runWith(ALWAYS_PULL, "apply", "-f", "-").ok();
        Tenant tenant = new Tenant(apiServer.admin(), "team");
        // The policy is at work a moment after it was made.
        Await.until("admission", () -> {
            tenant.deleteDeployment("probe");
            tenant.create(RegistryManifest.named("probe")
                    .container("registry-exporter", "x:1")
                    .yaml());
            return tenant.sidecar("probe").orElseThrow().getImagePullPolicy().equals("Always");
        });
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        assertThat(tenant.awaitInjected("registry").getImagePullPolicy()).isEqualTo("Always");
        tenant.awaitReason("rex", "RolloutInProgress");
        long patches = patches();

        tenant.annotate("registry", "example.org/look", "again");
        tenant.patchExporter(
                "rex",
                "{\"spec\":{\"selector\":{\"matchLabels\":{\"app\":\"registry\"}},\"rollout\":{\"maxConcurrent\":2}}}");
        Await.until(
                "a round for the new spec",
                () -> tenant.status("rex")
                        .filter(status -> status.observedGeneration() == 2)
                        .isPresent());

        assertThat(patches()).isEqualTo(patches);
    }

    @Test
    void cleanup_waits_for_the_operator_to_be_stopped_and_then_leaves_nothing() {
        RunningOperator operator =
                opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        List<Tenant> tenants = List.of(new Tenant(apiServer.admin(), "one"), new Tenant(apiServer.admin(), "two"));
        for (Tenant tenant : tenants) {
            tenant.registry("registry");
            tenant.exporter("rex", "registry");
            tenant.awaitInjected("registry");
        }

        RunningOperator.Ended refused = cleanup("refused.log");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output()).contains("an operator is running").contains("scale deployment");

        operator.terminate();
        RunningOperator.Ended done = cleanup("done.log");

        assertThat(done.output())
                .contains("Deployment one/registry: exporter removed")
                .contains("RegistryExporter two/rex: finalizer removed")
                .contains("nothing of the operator is left in workloads");
        assertThat(done.exitCode()).isZero();
        for (Tenant tenant : tenants) {
            assertThat(tenant.sidecar("registry")).isEmpty();
            assertThat(tenant.marker("registry")).isEmpty();
            assertThat(tenant.exporter("rex")
                            .map(RegistryExporter::getFinalizers)
                            .orElseThrow())
                    .isEmpty();
        }
        assertThat(cleanup("again.log").exitCode()).isZero();
    }

    private RunningOperator.Ended cleanup(String log) {
        return RunningOperator.run(
                directory.resolve(log), apiServer.adminKubeconfig(), Map.of("LOG_LEVEL", "error"), "cleanup");
    }
}
