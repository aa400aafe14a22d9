package io.registryexporter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sidecar that is applied server-side into somebody else's Deployment, as it was measured with a real server. */
class MeasuredRulesTest {
    private final InProcessKubernetes api = InProcessKubernetes.start();
    private final KubernetesClient client = api.client();
    private String uid = "";

    @BeforeEach
    void deploy() {
        uid = client.resource(original()).create().getMetadata().getUid();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void a_partial_apply_adds_the_container_in_one_new_generation() {
        Deployment injected = inject(uid);

        assertThat(containers(injected)).containsExactly("registry", "exporter");
        assertThat(injected.getMetadata().getAnnotations()).containsEntry("injected", "yes");
        assertThat(injected.getMetadata().getGeneration()).isEqualTo(2);
    }

    @Test
    void the_same_apply_again_is_no_change() {
        String version = inject(uid).getMetadata().getResourceVersion();

        assertThat(inject(uid).getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @Test
    void a_wrong_uid_is_refused() {
        assertThatThrownBy(() -> inject("11111111-1111-1111-1111-111111111111"))
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(422);
                    assertThat(e.getStatus().getMessage())
                            .contains("metadata.uid")
                            .contains("field is immutable");
                });
        assertThat(containers(live())).containsExactly("registry");
    }

    @Test
    void nothing_is_created_where_the_deployment_is_gone() {
        client.resource(original()).delete();

        assertThatThrownBy(() -> inject(uid)).isInstanceOfSatisfying(KubernetesClientException.class, e -> {
            assertThat(e.getCode()).isEqualTo(409);
            assertThat(e.getStatus().getMessage()).contains("uid mismatch");
        });
        assertThat(live()).isNull();
    }

    @Test
    void a_client_side_apply_leaves_the_sidecar() {
        inject(uid);

        client.resource(live())
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\":{\"template\":{\"spec\":{\"$setElementOrder/containers\":[{\"name\":\"registry\"}],"
                                + "\"containers\":[{\"name\":\"registry\",\"image\":\"registry:3\"}]}}}}");

        assertThat(containers(live())).containsExactly("registry", "exporter");
    }

    @Test
    void a_forced_server_side_apply_leaves_the_sidecar() {
        inject(uid);

        client.resource(original()).fieldManager("human").forceConflicts().serverSideApply();

        assertThat(containers(live())).containsExactly("registry", "exporter");
    }

    @Test
    void a_replace_takes_the_sidecar_away_and_an_apply_brings_it_back() {
        inject(uid);

        client.resource(original()).update();
        assertThat(containers(live())).containsExactly("registry");
        assertThat(live().getMetadata().getAnnotations()).doesNotContainKey("injected");

        assertThat(containers(inject(uid))).containsExactly("registry", "exporter");
    }

    @Test
    void an_apply_of_the_name_alone_releases_everything() {
        inject(uid);

        Deployment released = apply(bare(uid));

        assertThat(containers(released)).containsExactly("registry");
        assertThat(released.getMetadata().getAnnotations()).doesNotContainKey("injected");
        assertThat(released.getSpec().getTemplate())
                .isEqualTo(original(client).getSpec().getTemplate());
    }

    private Deployment inject(String uid) {
        return apply(new DeploymentBuilder(bare(uid))
                .editMetadata()
                .withAnnotations(Map.of("injected", "yes"))
                .endMetadata()
                .withNewSpec()
                .withNewTemplate()
                .withNewSpec()
                .addNewContainer()
                .withName("exporter")
                .withImage("exporter:1")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build());
    }

    private static Deployment bare(String uid) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("registry")
                .withNamespace("default")
                .withUid(uid)
                .endMetadata()
                .build();
    }

    private Deployment apply(Deployment deployment) {
        return client.resource(deployment).fieldManager("operator").serverSideApply();
    }

    private Deployment live() {
        return client.apps().deployments().withName("registry").get();
    }

    /** With all that the server fills in. */
    private static Deployment original(KubernetesClient client) {
        Deployment other = original();
        other.getMetadata().setName("other");
        return client.resource(other).create();
    }

    private static Deployment original() {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName("registry")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withNewSelector()
                .withMatchLabels(Map.of("app", "registry"))
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(Map.of("app", "registry"))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("registry")
                .withImage("registry:2")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static List<String> containers(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .map(container -> container.getName())
                .toList();
    }
}
