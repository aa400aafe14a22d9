package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.PodRemover;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.status.ObservedPod;
import io.registryexporter.operator.workload.UpdateStrategy;
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
    private final Log log;

    Unblocking(PodReader podReader, PodRemover podRemover, ChangeJournal journal, Clock clock, Log log) {
        this.podReader = podReader;
        this.podRemover = podRemover;
        this.journal = journal;
        this.clock = clock;
        this.log = log;
    }

    /**
     * Deletes them; tells whether the workload still has to be looked at. What the API server does not let go is tried
     * again, and keeps no other workload from its turn.
     */
    boolean run(RegistryExporter resource, Workload workload) {
        try {
            return unblock(resource, workload);
        } catch (KubernetesClientException e) {
            log.warn("cannot delete the pods that it waits for: " + workload.id(), "err", e.getMessage());
            return true;
        }
    }

    private boolean unblock(RegistryExporter resource, Workload workload) {
        if (!workload.strategy().inOrder()
                || workload.carries()
                || workload.rollout().unaided() == 0
                || workload.rollout().complete()) {
            return false;
        }
        if (!workload.rollout().observed()) {
            // It would be made again of the template of before.
            return workload.rollout().seen();
        }
        List<Pod> blocking = podReader.of(workload).stream()
                .filter(pod -> blocks(new ObservedPod(pod, clock.instant()), workload.strategy()))
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

    /** One before the partition would come back as it is. */
    private static boolean blocks(ObservedPod pod, UpdateStrategy strategy) {
        return pod.lives()
                && pod.annotations().containsKey(Names.APPLIED)
                && !pod.exporterReady()
                && pod.ordinal() >= strategy.from();
    }
}
