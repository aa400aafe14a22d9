package io.registryexporter.operator.memory;

import io.registryexporter.operator.workload.Workload;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The pods with which a try failed: they may still be there when the next one begins, and look as if it had failed too. */
public final class FailedPods {
    private final Map<String, Set<String>> byWorkload = new ConcurrentHashMap<>();

    public Set<String> of(Workload workload) {
        return byWorkload.getOrDefault(workload.uid(), Set.of());
    }

    public void remember(Workload workload, Set<String> pods) {
        byWorkload.put(workload.uid(), Set.copyOf(pods));
    }

    /** Forgets all workloads but those that are there. */
    public void retain(Set<String> uids) {
        byWorkload.keySet().retainAll(uids);
    }
}
