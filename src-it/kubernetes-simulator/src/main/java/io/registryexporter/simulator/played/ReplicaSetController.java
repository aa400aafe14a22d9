package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetCondition;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Keeps as many pods as a replica set wants. */
final class ReplicaSetController {
    private final KubernetesClient client;
    private final Pods pods;

    ReplicaSetController(KubernetesClient client, Pods pods) {
        this.client = client;
        this.pods = pods;
    }

    void play(Scene scene, ReplicaSet set) {
        List<Pod> present = scene.podsOf(set);
        int wanted = set.getSpec().getReplicas();
        Optional<String> refusal = create(set, wanted - present.size());
        present.stream()
                .sorted(Comparator.comparing(Scene::isReady))
                .limit(Math.max(0, present.size() - wanted))
                .forEach(pods::delete);
        report(scene, set, refusal);
    }

    /** Why the API server lets no pod in, as a quota does. */
    private Optional<String> create(ReplicaSet set, int missing) {
        try {
            for (int i = 0; i < missing; i++) {
                pods.create(set);
            }
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return Optional.of(e.getStatus().getMessage());
        }
    }

    private void report(Scene scene, ReplicaSet set, Optional<String> refusal) {
        int total = scene.podsOf(set).size();
        int ready = scene.readyPodsOf(set);
        ReplicaSetStatus before = set.getStatus();
        ReplicaSetStatus status = new ReplicaSetStatusBuilder()
                .withReplicas(total)
                .withFullyLabeledReplicas(total == 0 ? null : Integer.valueOf(total))
                .withReadyReplicas(ready == 0 ? null : Integer.valueOf(ready))
                .withAvailableReplicas(ready == 0 ? null : Integer.valueOf(ready))
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withTerminatingReplicas(before == null ? null : before.getTerminatingReplicas())
                .withConditions(
                        refusal.map(ReplicaSetController::failure).stream().toList())
                .build();
        if (!status.equals(before)) {
            client.resource(new ReplicaSetBuilder(set).withStatus(status).build())
                    .updateStatus();
        }
    }

    private static ReplicaSetCondition failure(String message) {
        return new ReplicaSetConditionBuilder()
                .withType("ReplicaFailure")
                .withStatus("True")
                .withReason("FailedCreate")
                .withMessage(message)
                .build();
    }
}
