package io.registryexporter.operator.hazard;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;

/** Whether new pods wait for a node that old pods keep until the new pods are ready. */
final class NodeHazards {
    private static final String NOTHING_WRITTEN = "; nothing was written. ";
    private static final String REMEDY =
            "Set spec.strategy.type of the Deployment to Recreate, or maxSurge to 0 and" + " maxUnavailable to 1";

    private NodeHazards() {}

    static Optional<Hazard> of(Workload workload, Claims claims, Nodes nodes) {
        return NodeDemand.of(workload).flatMap(demand -> of(workload, demand, claims, nodes));
    }

    private static Optional<Hazard> of(Workload workload, NodeDemand demand, Claims claims, Nodes nodes) {
        String place = demand.topologyKey().equals(NodeDemand.HOSTNAME) ? "node" : demand.topologyKey();
        String cause = "two pods cannot share a " + place + ", because of their " + demand.why()
                + ", and the old pod stays until the new one is ready, by its strategy "
                + workload.strategy().description() + ": ";
        if (isOneNode(workload, claims)) {
            return deadlock(cause + "all pods belong on one node, so that the new one waits forever");
        }
        if (nodes.places().isEmpty()) {
            return mayHang(cause + "with fewer than " + demand.places() + " of them the new one waits forever, and the"
                    + " operator did not see the nodes. ");
        }
        if (nodes.suffice(demand)) {
            return demand.declared()
                    ? Optional.empty()
                    : mayHang(
                            cause + "no container declares its port, so that the new one may come to the same node. ");
        }
        String found = nodes.places().getAsInt() + " can run the pods, and the rollout needs " + demand.places();
        // The scheduler has found places that the operator did not recognize.
        return nodes.places().getAsInt() < workload.rollout().available()
                ? mayHang(cause + found + ". ")
                : deadlock(cause + found);
    }

    /** Whether all pods of the workload run on one node. */
    static boolean isOneNode(Workload workload, Claims claims) {
        return NodeSelection.isOneNode(workload.template().getSpec())
                || Claims.sharedBy(workload).stream()
                        .flatMap(name -> Optional.ofNullable(claims.found().get(name)).stream())
                        .anyMatch(Claims.Claim::oneNode);
    }

    private static Optional<Hazard> deadlock(String why) {
        return Optional.of(new Hazard(Reason.ROLLOUT_WOULD_DEADLOCK, why + NOTHING_WRITTEN + REMEDY));
    }

    private static Optional<Hazard> mayHang(String why) {
        return Optional.of(new Hazard(Reason.ROLLOUT_MAY_HANG, why + REMEDY));
    }
}
