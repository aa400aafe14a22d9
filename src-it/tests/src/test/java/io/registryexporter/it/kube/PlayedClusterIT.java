package io.registryexporter.it.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.simulator.played.Behaviour;
import io.registryexporter.simulator.played.PlayedCluster;
import io.registryexporter.support.real.Await;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PlayedClusterIT {
    private final InProcessKubernetes api = InProcessKubernetes.start();
    private final PlayedCluster cluster = PlayedCluster.start(api.config());
    private final KubernetesClient client = api.client();

    @AfterEach
    void stop() {
        cluster.close();
        api.close();
    }

    @Test
    void a_deployment_gets_ready() {
        deploy("good:1", 2);

        Await.until("completion", this::isComplete);

        assertThat(deployment().getStatus().getReadyReplicas()).isEqualTo(2);
        assertThat(pods())
                .hasSize(2)
                .allSatisfy(pod -> assertThat(pod.getStatus().getPhase()).isEqualTo("Running"));
        assertThat(deployment().getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "1");
        assertThat(deployment().getMetadata().getGeneration()).isEqualTo(1);
    }

    @Test
    void a_new_template_replaces_the_pods() {
        deploy("good:1", 3);
        Await.until("completion", this::isComplete);

        deploy("good:2", 3);
        Await.until("completion", this::isComplete);

        assertThat(pods())
                .hasSize(3)
                .allSatisfy(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getImage())
                                .isEqualTo("good:2"));
        assertThat(client.apps().replicaSets().list().getItems())
                .extracting(set -> set.getSpec().getReplicas())
                .containsExactlyInAnyOrder(0, 3);
    }

    @Test
    void an_image_that_cannot_be_pulled_leaves_the_old_pod() {
        cluster.image(image -> image.startsWith("bad"), Behaviour.IMAGE_PULL_BACK_OFF);
        deploy("good:1", 1);
        Await.until("completion", this::isComplete);

        deploy("bad:1", 1);
        Await.until("the reason", () -> waiting().equals(Optional.of("ImagePullBackOff")));

        Await.until(
                "a status",
                () -> Integer.valueOf(1).equals(deployment().getStatus().getUnavailableReplicas()));
        assertThat(pods()).hasSize(2);
        assertThat(condition("Progressing").getReason()).isEqualTo("ReplicaSetUpdated");
        assertThat(condition("Available").getStatus()).isEqualTo("True");
        cluster.deadlinesOver(true);
        Await.until("the deadline", () -> condition("Progressing").getReason().equals("ProgressDeadlineExceeded"));
    }

    @Test
    void going_back_to_an_old_template_takes_its_replica_set_again() {
        cluster.image(image -> image.startsWith("bad"), Behaviour.CRASH_LOOP);
        deploy("good:1", 1);
        Await.until("completion", this::isComplete);
        deploy("bad:1", 1);
        Await.until("the reason", () -> waiting().equals(Optional.of("CrashLoopBackOff")));

        deploy("good:1", 1);
        Await.until("completion", this::isComplete);

        assertThat(client.apps().replicaSets().list().getItems()).hasSize(2);
        assertThat(deployment().getMetadata().getAnnotations()).containsEntry("deployment.kubernetes.io/revision", "3");
    }

    @Test
    void a_stateful_set_replaces_its_pods_one_by_one() {
        cluster.image(image -> image.startsWith("bad"), Behaviour.NEVER_SCHEDULED);
        set("good:1");
        Await.until("pods", () -> isUpdated(set()));
        assertThat(pods()).extracting(pod -> pod.getMetadata().getName()).containsExactly("registry-0", "registry-1");

        set("good:2");
        Await.until("new pods", () -> isUpdated(set()));
        set("bad:1");
        Await.until(
                "an unschedulable pod",
                () -> pods().stream()
                        .anyMatch(pod -> pod.getStatus().getConditions().stream()
                                .anyMatch(condition -> "Unschedulable".equals(condition.getReason()))));

        assertThat(pods()).extracting(pod -> pod.getStatus().getPhase()).containsExactly("Running", "Pending");
    }

    @Test
    void what_is_deleted_comes_back_or_goes_with_its_owner() {
        deploy("good:1", 1);
        Await.until("completion", this::isComplete);
        String first = pods().get(0).getMetadata().getName();
        client.resource(pods().get(0)).delete();
        Await.until(
                "another pod",
                () -> pods().stream()
                        .anyMatch(pod -> !pod.getMetadata().getName().equals(first)));

        client.resource(deployment()).delete();

        Await.until(
                "nothing",
                () -> pods().isEmpty()
                        && client.apps().replicaSets().list().getItems().isEmpty());
    }

    @Test
    void it_writes_nothing_when_nothing_changes() {
        deploy("good:1", 2);
        Await.until("completion", this::isComplete);
        api.requests().clear();

        api.dropWatches();
        Await.until("the watches again", () -> api.watches() == 4);

        assertThat(api.requests().writes()).isEmpty();
    }

    private void deploy(String image, int replicas) {
        Deployment deployment = new DeploymentBuilder()
                .withNewMetadata()
                .withName("registry")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withReplicas(replicas)
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
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        client.resource(deployment).serverSideApply();
    }

    private void set(String image) {
        StatefulSet set = new StatefulSetBuilder()
                .withNewMetadata()
                .withName("registry")
                .withNamespace("default")
                .endMetadata()
                .withNewSpec()
                .withReplicas(2)
                .withServiceName("registry")
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
                .withImage(image)
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        client.resource(set).serverSideApply();
    }

    private StatefulSet set() {
        return client.apps().statefulSets().withName("registry").get();
    }

    private static boolean isUpdated(StatefulSet set) {
        return set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration())
                && Integer.valueOf(2).equals(set.getStatus().getUpdatedReplicas())
                && Integer.valueOf(2).equals(set.getStatus().getReadyReplicas());
    }

    private Deployment deployment() {
        return client.apps().deployments().withName("registry").get();
    }

    private boolean isComplete() {
        Deployment deployment = deployment();
        return deployment
                        .getMetadata()
                        .getGeneration()
                        .equals(deployment.getStatus().getObservedGeneration())
                && deployment.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getReason().equals("NewReplicaSetAvailable"))
                // The reason alone may be that of the rollout before.
                && Objects.equals(
                        deployment.getStatus().getUpdatedReplicas(),
                        deployment.getStatus().getReplicas())
                && client.apps().replicaSets().list().getItems().stream().allMatch(PlayedClusterIT::isObserved);
    }

    private static boolean isObserved(ReplicaSet set) {
        return set.getMetadata().getGeneration().equals(set.getStatus().getObservedGeneration())
                && set.getStatus().getReplicas().equals(set.getSpec().getReplicas());
    }

    private DeploymentCondition condition(String type) {
        return deployment().getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private List<Pod> pods() {
        return client.pods().list().getItems();
    }

    private Optional<String> waiting() {
        return pods().stream()
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .flatMap(status -> Optional.ofNullable(status.getState().getWaiting()).stream())
                .map(state -> state.getReason())
                .findFirst();
    }
}
