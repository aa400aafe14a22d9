package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Kubectl;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others write to the same Deployment, each in his way; who is right is the API server's to say. */
@RequiresApiServer
class RealApiServerFightIT {
    private static final AtomicInteger FIGHTS = new AtomicInteger();
    private static final String ORIGINAL = RegistryManifest.named("registry").yaml();

    @TempDir
    private static Path directory;

    private static final Opened OPENED = new Opened();
    private static RealApiServer apiServer;
    private static RunningOperator operator;
    private static Kubectl kubectl;

    private Tenant tenant;
    private Container before;

    @BeforeAll
    static void start() {
        apiServer = OPENED.add(RealApiServer.start(directory));
        OPENED.add(Played.registries(apiServer.admin().getConfiguration()));
        operator = OPENED.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        kubectl = apiServer.kubectl();
    }

    @AfterAll
    static void stop() {
        OPENED.close();
    }

    @BeforeEach
    void inject() {
        tenant = new Tenant(apiServer.admin(), "fight-" + FIGHTS.incrementAndGet());
        kubectl(ORIGINAL, "apply", "-f", "-");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        tenant.awaitReason("rex", "RolloutInProgress");
        before = tenant.registryContainer("registry");
    }

    /** Whatever happened: the operator owns nothing but what is its own, and both sides have come to rest. */
    @AfterEach
    void nothing_else_is_the_operators() {
        Map<?, ?> owned = tenant.deployment("registry").getMetadata().getManagedFields().stream()
                .filter(entry -> entry.getManager().equals(Names.FIELD_MANAGER))
                .map(ManagedFieldsEntry::getFieldsV1)
                .findFirst()
                .orElseThrow()
                .getAdditionalProperties();
        assertThat(owned.toString().replaceAll("\\{\\.=\\{}, |[{}]|=", " "))
                .contains("k: \"name\":\"registry-exporter\"")
                .doesNotContain("k: \"name\":\"registry\"")
                .doesNotContain("f:replicas")
                .doesNotContain("f:strategy")
                .doesNotContain("f:volumes ");

        Await.until(
                "a controller that has seen all",
                () -> Objects.equals(
                        tenant.generation("registry"),
                        tenant.deployment("registry").getStatus().getObservedGeneration()));
        long generation = tenant.generation("registry");
        double rounds = rounds();
        tenant.patchExporter("rex", "{\"metadata\":{\"annotations\":{\"example.org/look\":\"again\"}}}");
        tenant.label("registry", Map.of("app", "registry", "look", "again"));
        Await.until("another round", () -> rounds() > rounds);
        assertThat(tenant.generation("registry")).isEqualTo(generation);
    }

    @Test
    void client_side_apply_of_the_original_manifest_leaves_the_exporter() {
        long generation = tenant.generation("registry");

        kubectl(ORIGINAL, "apply", "-f", "-");

        assertThat(tenant.sidecar("registry")).isPresent();
        assertThat(tenant.generation("registry")).isEqualTo(generation);
        assertThat(tenant.registryContainer("registry")).isEqualTo(before);
    }

    @Test
    void forced_server_side_apply_by_another_manager_leaves_the_exporter() {
        kubectl(ORIGINAL, "apply", "--server-side", "--force-conflicts", "--field-manager=flux", "-f", "-");

        assertThat(tenant.sidecar("registry")).isPresent();
        assertThat(tenant.registryContainer("registry")).isEqualTo(before);
    }

    @Test
    void after_a_replace_with_the_original_manifest_the_exporter_comes_back() {
        kubectl(ORIGINAL, "replace", "-f", "-");

        tenant.awaitInjected("registry");
        Await.until("the marker", () -> tenant.marker("registry").isPresent());
        assertThat(tenant.registryContainer("registry")).isEqualTo(before);
    }

    @Test
    void who_removes_the_exporter_three_times_is_named_and_not_fought_until_told() {
        for (int i = 0; i < 3; i++) {
            tenant.awaitInjected("registry");
            kubectl(ORIGINAL, "replace", "-f", "-");
        }

        WorkloadStatus status = tenant.awaitReason("rex", "RemovedByOtherManager");
        assertThat(status.state()).isEqualTo(WorkloadState.CONFLICT);
        // Who only removes fields has no entry of his own.
        assertThat(status.message()).contains("field manager kubectl-client-side-apply wrote to the workload last");
        assertThat(tenant.sidecar("registry")).isEmpty();

        kubectl("", "annotate", "rex", "rex", Names.RETRY + "=1");
        tenant.awaitInjected("registry");
        tenant.awaitReason("rex", "RolloutInProgress");
    }

    @Test
    void a_rollout_that_is_undone_gets_its_exporter_again() {
        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"example.org/good:1\"}}}");
        tenant.awaitReason("rex", "ExporterRunning");

        kubectl("", "rollout", "undo", "deployment/registry", "--to-revision=1");

        tenant.awaitInjected("registry");
        tenant.awaitReason("rex", "ExporterRunning");
        assertThat(tenant.registryContainer("registry")).isEqualTo(before);
    }

    @Test
    void a_new_image_of_the_registry_is_its_owners_matter() {
        kubectl("", "set", "image", "deployment/registry", "registry=registry:2.8.4");

        assertThat(tenant.registryContainer("registry").getImage()).isEqualTo("registry:2.8.4");
        assertThat(tenant.sidecar("registry")).isPresent();
    }

    @Test
    void a_new_major_version_of_the_registry_reaches_the_exporter() {
        kubectl("", "set", "image", "deployment/registry", "registry=registry:3.0.0");

        Await.until(
                "the version",
                () -> tenant.sidecar("registry").orElseThrow().getArgs().contains("--registry.version=3"));
        assertThat(tenant.registryContainer("registry").getImage()).isEqualTo("registry:3.0.0");
    }

    @Test
    void who_takes_a_field_of_the_exporters_container_is_named_and_left_alone() {
        kubectl("", "set", "image", "deployment/registry", "registry-exporter=example.org/other:1");

        WorkloadStatus status = tenant.awaitReason("rex", "OwnedByOtherManager");

        assertThat(status.state()).isEqualTo(WorkloadState.CONFLICT);
        assertThat(status.message()).contains("kubectl-set").contains("image");
        assertThat(tenant.sidecar("registry").orElseThrow().getImage()).isEqualTo("example.org/other:1");
    }

    @Test
    void a_resource_that_agrees_with_whoever_took_a_field_ends_the_conflict() {
        kubectl("", "set", "image", "deployment/registry", "registry-exporter=example.org/other:1");
        tenant.awaitReason("rex", "OwnedByOtherManager");

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"example.org/other:1\"}}}");

        tenant.awaitReason("rex", "RolloutInProgress");
    }

    @Test
    void what_somebody_adds_to_the_exporters_container_is_not_fought() {
        kubectl("", "set", "env", "deployment/registry", "-c", "registry-exporter", "EXTRA=yes");
        double rounds = rounds();
        Await.until("another round", () -> rounds() > rounds);

        assertThat(tenant.sidecar("registry").orElseThrow().getEnv())
                .extracting(variable -> variable.getName())
                .isEqualTo(List.of("EXTRA"));
        assertThat(tenant.awaitReason("rex", "RolloutInProgress").state()).isEqualTo(WorkloadState.ROLLING_OUT);
    }

    @Test
    void a_marker_that_somebody_removes_comes_back() {
        kubectl("", "annotate", "deployment/registry", Names.INJECTED_BY + "-", Names.APPLIED + "-");

        Await.until("the marker", () -> tenant.marker("registry").isPresent());
    }

    @Test
    void a_volume_that_the_exporter_mounts_can_be_renamed_by_its_owner_after_the_opt_out() {
        String renamed = ORIGINAL.replace("name: storage", "name: images");
        Kubectl.Result refused = kubectl.runWith(renamed, "--namespace", tenant.namespace(), "apply", "-f", "-");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("volumeMounts[0].name: Not found: \"storage\"");

        kubectl("", "annotate", "deployment/registry", Names.INJECT + "=false");
        tenant.awaitTakenBack("registry");
        kubectl(renamed, "apply", "-f", "-");
        kubectl("", "annotate", "deployment/registry", Names.INJECT + "-");

        assertThat(tenant.awaitInjected("registry").getVolumeMounts())
                .extracting(mount -> mount.getName())
                .containsExactly("images");
    }

    private static double rounds() {
        return operator.metric("registry_exporter_operator_reconciliations_total{result=\"success\",}");
    }

    private void kubectl(String input, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--namespace";
        all[1] = tenant.namespace();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        kubectl.runWith(input, all).ok();
    }
}
