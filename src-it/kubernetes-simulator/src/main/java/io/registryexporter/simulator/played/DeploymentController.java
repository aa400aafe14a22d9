package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes a replica set of each template, and moves the replicas to the newest. */
final class DeploymentController {
    private static final String HASH = "pod-template-hash";

    private final KubernetesClient client;
    private final DeploymentStatuses statuses;

    DeploymentController(KubernetesClient client, DeploymentStatuses statuses) {
        this.client = client;
        this.statuses = statuses;
    }

    void play(Scene scene, Deployment deployment) {
        List<ReplicaSet> sets = scene.replicaSetsOf(deployment);
        Optional<ReplicaSet> newest = newest(deployment, sets);
        if (newest.isEmpty() && !Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
            create(deployment, sets);
            return;
        }
        newest.ifPresent(set -> scale(scene, deployment, set, sets));
        report(scene, deployment, newest, sets);
    }

    private static Optional<ReplicaSet> newest(Deployment deployment, List<ReplicaSet> sets) {
        String hash = Hashes.of(deployment.getSpec().getTemplate());
        return sets.stream()
                .filter(set -> hash.equals(set.getMetadata().getLabels().get(HASH)))
                .findFirst();
    }

    private void create(Deployment deployment, List<ReplicaSet> sets) {
        PodTemplateSpec template = deployment.getSpec().getTemplate();
        Map<String, String> hash = Map.of(HASH, Hashes.of(template));
        Rollout rollout = Rollout.of(deployment);
        int replicas = rollout.wanted(0, replicasOf(sets));
        String name = deployment.getMetadata().getName() + "-" + hash.get(HASH);
        client.resource(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(deployment.getMetadata().getNamespace())
                        .withLabels(template.getMetadata().getLabels())
                        .addToLabels(hash)
                        .addToAnnotations(Revisions.ANNOTATION, Long.toString(lastRevision(sets) + 1))
                        .withOwnerReferences(Owners.reference(deployment))
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(replicas)
                        .withNewSelectorLike(deployment.getSpec().getSelector())
                        .addToMatchLabels(hash)
                        .endSelector()
                        .withNewTemplateLike(template)
                        .editMetadata()
                        .addToLabels(hash)
                        .endMetadata()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
    }

    private static long lastRevision(List<ReplicaSet> sets) {
        return sets.stream().mapToLong(Revisions::of).max().orElse(0);
    }

    private static int replicasOf(List<ReplicaSet> sets) {
        return sets.stream().mapToInt(set -> set.getSpec().getReplicas()).sum();
    }

    private void scale(Scene scene, Deployment deployment, ReplicaSet newest, List<ReplicaSet> sets) {
        long revision = sets.indexOf(newest) == sets.size() - 1 ? Revisions.of(newest) : lastRevision(sets) + 1;
        List<ReplicaSet> old = sets.stream().filter(set -> !set.equals(newest)).toList();
        Rollout rollout = Rollout.of(deployment);
        int oldPods = old.stream().mapToInt(set -> scene.podsOf(set).size()).sum();
        int others = rollout.recreate() ? Math.max(oldPods, replicasOf(old)) : replicasOf(old);
        change(newest, revision, rollout.wanted(newest.getSpec().getReplicas(), others));
        List<Integer> kept = rollout.kept(
                old.stream()
                        .map(set -> new Rollout.Old(set.getSpec().getReplicas(), scene.readyPodsOf(set)))
                        .toList(),
                newest.getSpec().getReplicas(),
                scene.readyPodsOf(newest));
        for (int i = 0; i < old.size(); i++) {
            change(old.get(i), Revisions.of(old.get(i)), kept.get(i));
        }
    }

    /** Whatever became of its status in the meantime. */
    private void change(ReplicaSet set, long revision, int replicas) {
        if (set.getSpec().getReplicas() != replicas || Revisions.of(set) != revision) {
            client.resource(new ReplicaSetBuilder(set)
                            .editMetadata()
                            .withResourceVersion(null)
                            .addToAnnotations(Revisions.ANNOTATION, Long.toString(revision))
                            .endMetadata()
                            .editSpec()
                            .withReplicas(replicas)
                            .endSpec()
                            .build())
                    .update();
        }
    }

    private void report(Scene scene, Deployment deployment, Optional<ReplicaSet> newest, List<ReplicaSet> sets) {
        DeploymentStatus status = statuses.of(scene, deployment, newest, sets);
        Map<String, String> annotations = new HashMap<>(
                Optional.ofNullable(deployment.getMetadata().getAnnotations()).orElse(Map.of()));
        newest.map(Revisions::of)
                .filter(revision -> revision > 0)
                .ifPresent(revision -> annotations.put(Revisions.ANNOTATION, Long.toString(revision)));
        boolean same = Objects.equals(status, deployment.getStatus())
                && annotations.equals(deployment.getMetadata().getAnnotations());
        if (!same) {
            HasMetadata reported = new DeploymentBuilder(deployment)
                    .editMetadata()
                    .withAnnotations(annotations)
                    .endMetadata()
                    .withStatus(status)
                    .build();
            client.resource(reported).updateStatus();
        }
    }
}
