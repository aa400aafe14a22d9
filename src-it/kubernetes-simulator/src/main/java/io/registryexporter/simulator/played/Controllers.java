package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.function.Predicate;

/** The controllers for Deployments and stateful sets, and a garbage collector. */
final class Controllers {
    private final KubernetesClient client;
    private final Pods pods;
    private final DeploymentController deployments;
    private final ReplicaSetController replicaSets;
    private final StatefulSetController statefulSets;

    Controllers(KubernetesClient client, Pods pods, Clock clock, Predicate<Deployment> overdue) {
        this.client = client;
        this.pods = pods;
        deployments = new DeploymentController(client, new DeploymentStatuses(clock, overdue));
        replicaSets = new ReplicaSetController(client, pods);
        statefulSets = new StatefulSetController(client, pods);
    }

    void collectGarbage(Scene scene) {
        scene.replicaSets().stream()
                .filter(set -> Owners.isOrphan(set, "Deployment", scene.deployments()))
                .forEach(set -> client.resource(set).delete());
        scene.pods().stream()
                .filter(pod -> Owners.isOrphan(pod, "ReplicaSet", scene.replicaSets())
                        || Owners.isOrphan(pod, "StatefulSet", scene.statefulSets()))
                .forEach(pods::delete);
    }

    void play(Scene scene) {
        scene.replicaSets().stream().filter(set -> !Owners.isGoing(set)).forEach(set -> replicaSets.play(scene, set));
        scene.statefulSets().stream().filter(set -> !Owners.isGoing(set)).forEach(set -> statefulSets.play(scene, set));
        scene.deployments().stream()
                .filter(deployment -> !Owners.isGoing(deployment))
                .forEach(deployment -> deployments.play(scene, deployment));
    }
}
