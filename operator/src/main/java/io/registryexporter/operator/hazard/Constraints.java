package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * The constraints on a rollout of a workload, as they were read.
 *
 * @param quotas of the namespace; empty if the operator may not list them
 * @param limitRanges of the namespace; empty if the operator may not list them
 * @param nodes that the pods can run on, if the rollout depends on them
 */
public record Constraints(Claims claims, List<ResourceQuota> quotas, List<LimitRange> limitRanges, Nodes nodes) {

    public Constraints {
        quotas = List.copyOf(quotas);
        limitRanges = List.copyOf(limitRanges);
    }

    /** The constraints without the nodes. */
    public Constraints(Claims claims, List<ResourceQuota> quotas, List<LimitRange> limitRanges) {
        this(claims, quotas, limitRanges, Nodes.unknown());
    }

    /** Whether the nodes matter for a rollout, so that they have to be read. */
    public static Optional<NodeDemand> demand(Workload workload, Claims claims) {
        return NodeDemand.of(workload).filter(demand -> !NodeHazards.isOneNode(workload, claims));
    }

    /** Why a rollout that has begun may hang. */
    public Optional<Hazard> hanging(Workload workload) {
        return VolumeHazards.of(workload, claims)
                .filter(Hazard::mayEnd)
                .or(() -> NodeHazards.of(workload, claims, nodes).filter(Hazard::mayEnd));
    }

    /** The worst hazard of a rollout to pods with that container. */
    public Optional<Hazard> hazard(Workload workload, Container exporter) {
        Optional<Hazard> volume = VolumeHazards.of(workload, claims);
        Optional<Hazard> node = NodeHazards.of(workload, claims, nodes);
        return volume.filter(hazard -> !hazard.mayEnd())
                .or(() -> node.filter(hazard -> !hazard.mayEnd()))
                .or(() -> LimitRangeHazards.of(workload, exporter, limitRanges))
                .or(() -> new QuotaHazards(workload, exporter, limitRanges).of(quotas))
                .or(() -> volume)
                .or(() -> node);
    }
}
