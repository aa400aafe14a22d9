package io.registryexporter.operator.memory;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.workload.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The exporter's containers as the API server answered them to the last write. An admission plugin may have made something
 * else of what was wanted; without this memory each round would write it again. It is lost with the process, which costs
 * one write that changes nothing.
 */
public final class AcceptedContainers {
    private final Map<String, Container> byUid = new ConcurrentHashMap<>();

    public Optional<Container> of(Workload workload) {
        return Optional.ofNullable(byUid.get(workload.uid()));
    }

    public void remember(Workload written) {
        written.exporter().ifPresent(container -> byUid.put(written.uid(), container));
    }

    public void forget(Workload workload) {
        byUid.remove(workload.uid());
    }

    /** Forgets all workloads but those that are there. */
    public void retain(Set<String> uids) {
        byUid.keySet().retainAll(uids);
    }
}
