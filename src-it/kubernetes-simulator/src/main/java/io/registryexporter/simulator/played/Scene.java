package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;

/** What there is in a namespace at one moment. */
record Scene(
        List<Deployment> deployments, List<ReplicaSet> replicaSets, List<StatefulSet> statefulSets, List<Pod> pods) {

    static Scene of(KubernetesClient client, String namespace) {
        return new Scene(
                client.apps().deployments().inNamespace(namespace).list().getItems(),
                client.apps().replicaSets().inNamespace(namespace).list().getItems(),
                client.apps().statefulSets().inNamespace(namespace).list().getItems(),
                client.pods().inNamespace(namespace).list().getItems());
    }

    List<ReplicaSet> replicaSetsOf(Deployment deployment) {
        return replicaSets.stream()
                .filter(set -> Owners.owns(deployment, set) && !Owners.isGoing(set))
                .sorted(Comparator.comparingLong(Revisions::of))
                .toList();
    }

    List<Pod> podsOf(HasMetadata owner) {
        return pods.stream()
                .filter(pod -> Owners.owns(owner, pod) && !Owners.isGoing(pod))
                .toList();
    }

    int readyPodsOf(HasMetadata owner) {
        return (int) podsOf(owner).stream().filter(Scene::isReady).count();
    }

    static boolean isReady(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals("True"));
    }
}
