package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.observe.WorkloadCaches;
import io.registryexporter.operator.plan.Turns;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes back everything of a resource that is being deleted, one after the other while there is patience. */
final class LastRound {
    private final WorkloadCaches caches;
    private final Release release;
    private final Restarts restarts;

    LastRound(WorkloadCaches caches, Release release, Restarts restarts) {
        this.caches = caches;
        this.release = release;
        this.restarts = restarts;
    }

    /**
     * What came of it.
     *
     * @param waiting whether some have to wait until others run again
     * @param left why something of the operator's still is in a workload
     */
    record Result(boolean waiting, Map<Workload, Verdict> left) {}

    Result run(RegistryExporter resource, List<RegistryExporter> siblings, boolean patient) {
        List<Workload> all = caches.in(resource.getMetadata().getNamespace());
        long restarting = all.stream()
                .filter(workload -> release.carries(resource, workload)
                        ? restarts.restarting(workload, workload.rollout())
                        : restarts.leaving(resource, workload))
                .count();
        Turns turns = new Turns(resource.wanted().rollout().maxConcurrent(), restarting);
        Map<Workload, Verdict> left = new LinkedHashMap<>();
        boolean waiting = false;
        for (Workload workload : all) {
            if (!release.carries(resource, workload) || Release.handedOver(resource, siblings, workload)) {
                continue;
            }
            boolean wouldRestart = workload.carries() && wouldRestart(workload);
            if (patient && wouldRestart && !turns.free()) {
                waiting = true;
                continue;
            }
            Released released = release.takeBack(resource, workload, "the resource is deleted");
            if (released.restarts() && wouldRestart) {
                turns.taken();
            }
            released.left().ifPresent(why -> left.put(workload, why));
        }
        return new Result(waiting, left);
    }

    private boolean wouldRestart(Workload workload) {
        RolloutFacts facts = workload.rollout();
        return facts.desired() > 0 && facts.held().isEmpty() && !restarts.restarting(workload, facts);
    }
}
