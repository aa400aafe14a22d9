package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Keeps the numbered pods of a stateful set, and replaces them one by one from the last. */
final class StatefulSetController {
    private static final String REVISION = "controller-revision-hash";

    private final KubernetesClient client;
    private final Pods pods;

    StatefulSetController(KubernetesClient client, Pods pods) {
        this.client = client;
        this.pods = pods;
    }

    void play(Scene scene, StatefulSet set) {
        String revision =
                set.getMetadata().getName() + "-" + Hashes.of(set.getSpec().getTemplate());
        List<Pod> present = scene.podsOf(set);
        int wanted = Optional.ofNullable(set.getSpec().getReplicas()).orElse(1);
        present.stream().filter(pod -> ordinal(pod) >= wanted).forEach(pods::delete);
        if (!createMissing(set, present, wanted, revision)) {
            replaceOutdated(set, present, wanted, revision);
        }
        report(set, present, revision, wanted);
    }

    private static int ordinal(Pod pod) {
        String name = pod.getMetadata().getName();
        return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
    }

    private static Optional<Pod> at(List<Pod> pods, int ordinal) {
        return pods.stream().filter(pod -> ordinal(pod) == ordinal).findFirst();
    }

    /** Tells whether there is something to wait for; in order that is each pod that is missing or not ready. */
    private boolean createMissing(StatefulSet set, List<Pod> present, int wanted, String revision) {
        boolean parallel = "Parallel".equals(set.getSpec().getPodManagementPolicy());
        boolean missing = false;
        for (int i = 0; i < wanted; i++) {
            Optional<Pod> pod = at(present, i);
            if (pod.isEmpty()) {
                pods.create(set, i, revision);
                missing = true;
            }
            if (!parallel && pod.filter(Scene::isReady).isEmpty()) {
                return true;
            }
        }
        return missing;
    }

    private void replaceOutdated(StatefulSet set, List<Pod> present, int wanted, String revision) {
        boolean onDelete = "OnDelete".equals(set.getSpec().getUpdateStrategy().getType());
        for (int i = wanted - 1; i >= 0 && !onDelete; i--) {
            Optional<Pod> pod = at(present, i);
            if (pod.filter(found -> !isOf(found, revision)).isPresent()) {
                pods.delete(pod.get());
                return;
            }
            if (pod.filter(Scene::isReady).isEmpty()) {
                return;
            }
        }
    }

    private static boolean isOf(Pod pod, String revision) {
        return revision.equals(pod.getMetadata().getLabels().get(REVISION));
    }

    private void report(StatefulSet set, List<Pod> present, String revision, int wanted) {
        List<Pod> counted = IntStream.range(0, wanted)
                .boxed()
                .flatMap(i -> at(present, i).stream())
                .toList();
        int ready = (int) counted.stream().filter(Scene::isReady).count();
        int updated = (int) counted.stream().filter(pod -> isOf(pod, revision)).count();
        boolean complete = updated == wanted && ready == wanted;
        String current = Optional.ofNullable(set.getStatus())
                .map(StatefulSetStatus::getCurrentRevision)
                .filter(known -> !complete)
                .orElse(revision);
        int ofCurrent = (int) counted.stream().filter(pod -> isOf(pod, current)).count();
        StatefulSetStatus status = new StatefulSetStatusBuilder()
                .withObservedGeneration(set.getMetadata().getGeneration())
                .withReplicas(counted.size())
                .withReadyReplicas(orAbsent(ready))
                .withAvailableReplicas(ready)
                .withCurrentReplicas(orAbsent(ofCurrent))
                .withUpdatedReplicas(orAbsent(updated))
                .withCurrentRevision(current)
                .withUpdateRevision(revision)
                .withCollisionCount(0)
                .build();
        if (!status.equals(set.getStatus())) {
            client.resource(new StatefulSetBuilder(set).withStatus(status).build())
                    .updateStatus();
        }
    }

    /** The server leaves out zeros. */
    @SuppressWarnings("NullAway") // fabric8's builders want it
    private static Integer orAbsent(int count) {
        return count == 0 ? null : Integer.valueOf(count);
    }
}
