package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Optional;

/**
 * What a rollout of a workload meets with, as it was read.
 *
 * @param quotas of the namespace; none where they may not be listed
 * @param limitRanges of the namespace; none where they may not be listed
 */
public record Constraints(Claims claims, List<ResourceQuota> quotas, List<LimitRange> limitRanges) {

    public Constraints {
        quotas = List.copyOf(quotas);
        limitRanges = List.copyOf(limitRanges);
    }

    /** What may hang, of a rollout that has begun. */
    public Optional<Hazard> hanging(Workload workload) {
        return VolumeHazards.of(workload, claims).filter(Hazard::mayEnd);
    }

    /** The worst that may become of a rollout to a pod with that container. */
    public Optional<Hazard> hazard(Workload workload, Container exporter) {
        Optional<Hazard> volume = VolumeHazards.of(workload, claims);
        return volume.filter(hazard -> !hazard.mayEnd())
                .or(() -> LimitRangeHazards.of(workload, exporter, limitRanges))
                .or(() -> new QuotaHazards(workload, exporter, limitRanges).of(quotas))
                .or(() -> volume);
    }
}
