package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.memory.Deletions;
import io.registryexporter.operator.memory.Memory;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Turns;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes back everything of a resource that is being deleted, one after the other while there is patience. */
final class LastRound {
    private final WorkloadCaches caches;
    private final Release release;
    private final Unblocking unblocking;
    private final Memory memory;
    private final Runnable progress;

    /**
     * For the ends of all resources.
     *
     * @param progress is run before each workload
     */
    LastRound(WorkloadCaches caches, Release release, Unblocking unblocking, Memory memory, Runnable progress) {
        this.caches = caches;
        this.release = release;
        this.unblocking = unblocking;
        this.memory = memory;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param patient whether it is still worth to wait for something
     * @param waiting whether some have to wait until others run again
     * @param left why something of the operator's still is in a workload
     */
    record Result(boolean patient, boolean waiting, Map<Workload, Verdict> left) {}

    Result run(RegistryExporter resource, List<RegistryExporter> siblings) {
        List<Workload> all = caches.in(resource.getMetadata().getNamespace());
        boolean patient = memory.deletions().patient(resource) || moves(resource, all);
        Turns turns =
                new Turns(resource.wanted().rollout().maxConcurrent(), restarting(resource, all), 0, Optional.empty());
        Map<Workload, Verdict> left = new LinkedHashMap<>();
        boolean waiting = false;
        for (Workload workload : all) {
            progress.run();
            if (memory.restarts().leaving(resource, workload)) {
                waiting |= unblocking.run(resource, workload) && patient;
            }
            // Also of one that is rid of the exporter: there may be a note.
            if (release.carries(resource, workload) && !Release.handedOver(resource, siblings, workload)) {
                boolean wouldRestart = wouldRestart(resource, workload);
                if (patient && wouldRestart && !turns.free()) {
                    waiting = true;
                } else {
                    // A StatefulSet in order may wait for a pod; it is looked at once more.
                    waiting |= takeBack(resource, workload, turns, left)
                            && workload.strategy().inOrder()
                            && patient;
                }
            }
        }
        return new Result(patient, waiting, left);
    }

    /** Whether one of those that are rid of the exporter comes on. */
    private boolean moves(RegistryExporter resource, List<Workload> all) {
        return all.stream()
                .filter(workload -> memory.restarts().leaving(resource, workload))
                .anyMatch(workload -> memory.restarts().still(workload).compareTo(Deletions.PATIENCE) < 0);
    }

    /** Nothing of it is remembered any more. */
    void ended(RegistryExporter resource) {
        memory.deletions().ended(resource);
    }

    private long restarting(RegistryExporter resource, List<Workload> all) {
        return all.stream()
                .filter(workload -> release.carries(resource, workload)
                        ? memory.restarts()
                                .restarting(workload, memory.restarts().facts(resource, workload))
                        : memory.restarts().leaving(resource, workload))
                .count();
    }

    private boolean wouldRestart(RegistryExporter resource, Workload workload) {
        RolloutFacts facts = memory.restarts().facts(resource, workload);
        return workload.carries() && facts.unaided() > 0 && !memory.restarts().restarting(workload, facts);
    }

    /** Tells whether pods are being replaced because of it. */
    private boolean takeBack(RegistryExporter resource, Workload workload, Turns turns, Map<Workload, Verdict> left) {
        boolean wouldRestart = wouldRestart(resource, workload);
        Released released = release.takeBack(resource, workload, "the resource is deleted");
        if (released.restarts()) {
            memory.deletions().moved(resource);
        }
        if (released.restarts() && wouldRestart) {
            turns.taken();
        }
        released.left().ifPresent(why -> left.put(workload, why));
        return released.restarts();
    }
}
