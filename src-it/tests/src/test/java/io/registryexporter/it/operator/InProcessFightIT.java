package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.RunningOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody removes what the operator injects, again and again. */
@Tag("once")
class InProcessFightIT {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private InProcessKubernetes kubernetes;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException {
        kubernetes = opened.add(InProcessKubernetes.start());
        kubernetes
                .client()
                .resource(
                        new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();
        opened.add(Played.registries(kubernetes.config()));
        tenant = new Tenant(kubernetes.client(), "team");
        tenant.registry("registry");
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Test
    void who_removes_it_three_times_is_named_and_not_fought_also_by_an_operator_that_has_just_started() {
        RunningOperator first = operator("first", "example.org/good:1");
        Deployment original = tenant.deployment("registry");
        tenant.exporter("rex", "registry");
        for (int i = 0; i < 3; i++) {
            tenant.awaitInjected("registry");
            tenant.replace(original);
        }

        WorkloadStatus status = tenant.awaitReason("rex", "RemovedByOtherManager");
        assertThat(status.state()).isEqualTo(WorkloadState.CONFLICT);
        assertThat(status.message()).contains("undone three times").contains("docs/operator/gitops.md");
        assertThat(tenant.sidecar("registry")).isEmpty();
        tenant.awaitReady("rex", "TargetsInConflict");

        first.terminate();
        RunningOperator second = operator("second", "example.org/good:1");
        Await.until("a round", () -> second.metric("registry_exporter_operator_resources") == 1);
        tenant.annotate("registry", "example.org/look", "again");
        Await.until(
                "another round",
                () -> second.metric("registry_exporter_operator_reconciliations_total{result=\"success\",}") > 1);
        assertThat(tenant.sidecar("registry")).isEmpty();
        assertThat(tenant.awaitReason("rex", "RemovedByOtherManager")).isEqualTo(status);

        tenant.patchExporterRetry("rex", "1");
        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    void two_operators_of_one_namespace_come_to_rest() {
        operator("first", "example.org/good:1");
        operator("second", "example.org/good:2");
        tenant.exporter("rex", "registry");

        Await.until(
                "one that gives in",
                () -> !tenant.events("Deployment", "RemovedByOtherManager").isEmpty());
        assertThat(tenant.events("Deployment", "RemovedByOtherManager").get(0).getMessage())
                .contains("another registry-exporter-operator wrote");
        Await.until("the registry", () -> tenant.runs("registry"));
        String image = tenant.sidecar("registry").orElseThrow().getImage();
        int templates = tenant.templatesOf("registry");
        tenant.annotate("registry", "example.org/look", "again");
        tenant.annotate("registry", "example.org/look", "and again");
        Await.until("the registry", () -> tenant.runs("registry"));

        assertThat(tenant.sidecar("registry").orElseThrow().getImage()).isEqualTo(image);
        assertThat(tenant.templatesOf("registry")).isEqualTo(templates);
    }

    @Test
    void a_new_default_image_comes_to_one_registry_after_the_other() {
        RunningOperator first = operator("first", "example.org/good:1");
        tenant.create(RegistryManifest.named("mirror").app("registry").yaml());
        tenant.exporter("rex", "registry");
        tenant.awaitReady("rex", "AllTargetsReady");
        first.terminate();

        operator("second", "example.org/slow:2");

        tenant.awaitReason("rex", "registry", "WaitingForTurn");
        assertThat(tenant.sidecar("mirror").orElseThrow().getImage()).isEqualTo("example.org/slow:2");
        assertThat(tenant.sidecar("registry").orElseThrow().getImage()).isEqualTo("example.org/good:1");
        assertThat(tenant.deployment("mirror").getMetadata().getAnnotations()).containsKey(Names.BASE);
    }

    private RunningOperator operator(String name, String image) {
        return opened.add(RunningOperator.start(
                directory.resolve(name + ".log"),
                kubernetes.writeKubeconfig(directory.resolve("kubeconfig")),
                Map.of("EXPORTER_IMAGE", image, "LEADER_ELECTION", "false")));
    }
}
