package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.PodRemover;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.status.ObservedPod;
import io.registryexporter.operator.workload.Workload;
import java.time.Clock;
import java.util.List;

/**
 * Deletes pods whose exporter does not start, of a StatefulSet that does not carry it any more: in order it waits for them
 * for ever. What is seen decides, so that it does not matter who has taken the exporter out, or when.
 */
final class Unblocking {
    private final PodReader podReader;
    private final PodRemover podRemover;
    private final ChangeJournal journal;
    private final Clock clock;

    Unblocking(PodReader podReader, PodRemover podRemover, ChangeJournal journal, Clock clock) {
        this.podReader = podReader;
        this.podRemover = podRemover;
        this.journal = journal;
        this.clock = clock;
    }

    /** Deletes them; tells whether the workload still has to be looked at. */
    boolean run(RegistryExporter resource, Workload workload) {
        if (!workload.strategy().inOrder()
                || workload.carries()
                || workload.rollout().complete()) {
            return false;
        }
        if (!workload.rollout().observed()) {
            // It would be made again of the template of before.
            return workload.rollout().seen();
        }
        List<Pod> blocking = podReader.of(workload).stream()
                .filter(pod -> blocks(new ObservedPod(pod, clock.instant())))
                .toList();
        for (Pod pod : blocking) {
            if (podRemover.remove(pod)) {
                journal.changed(
                        resource,
                        workload,
                        Change.POD_DELETED,
                        "pod " + pod.getMetadata().getName()
                                + ": the StatefulSet waits for it, and the exporter in it does not start");
            }
        }
        return !blocking.isEmpty();
    }

    private static boolean blocks(ObservedPod pod) {
        return pod.lives() && pod.annotations().containsKey(Names.APPLIED) && !pod.exporterReady();
    }
}
