package io.registryexporter.it.kube.played;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;

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
        for (int i = present.size(); i < wanted; i++) {
            pods.create(set);
        }
        present.stream()
                .sorted(Comparator.comparing(Scene::isReady))
                .limit(Math.max(0, present.size() - wanted))
                .forEach(pods::delete);
        report(scene, set);
    }

    private void report(Scene scene, ReplicaSet set) {
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
                .build();
        if (!status.equals(before)) {
            client.resource(new ReplicaSetBuilder(set).withStatus(status).build())
                    .updateStatus();
        }
    }
}
