package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadKind;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether a ResourceQuota of the namespace has no room for the new pods. */
final class QuotaHazards {
    /** Scopes that a registry's pod belongs to. */
    private static final Set<String> SCOPES = Set.of("NotTerminating", "NotBestEffort");

    /** Objects that a controller creates for each template. */
    private static final Set<String> OF_TEMPLATE = Set.of("count/replicasets.apps", "count/controllerrevisions.apps");

    private final Workload workload;
    private final Container exporter;
    private final List<LimitRange> ranges;

    QuotaHazards(Workload workload, Container exporter, List<LimitRange> ranges) {
        this.workload = workload;
        this.exporter = exporter;
        this.ranges = ranges;
    }

    Optional<Hazard> of(List<ResourceQuota> quotas) {
        Map<String, BigDecimal> has = byQuotaName(Amounts.of(exporter, ranges));
        Map<String, BigDecimal> more = more();
        boolean pods = workload.rollout().desired() > 0;
        return quotas.stream()
                .filter(QuotaHazards::concernsPods)
                .flatMap(quota -> (pods ? unspecified(quota, has) : Optional.<Hazard>empty())
                        .or(() -> exceeded(quota, more)).stream())
                .findFirst();
    }

    private static boolean concernsPods(ResourceQuota quota) {
        List<String> scopes = Objects.requireNonNullElse(quota.getSpec().getScopes(), List.<String>of());
        return quota.getSpec().getScopeSelector() == null && SCOPES.containsAll(scopes);
    }

    /** The largest additional use during the rollout. */
    private Map<String, BigDecimal> more() {
        int replicas = workload.rollout().desired();
        Amounts before = workload.exporter()
                .map(container -> Amounts.of(container, ranges))
                .orElseGet(Amounts::none);
        Amounts each = Amounts.of(exporter, ranges).minus(before);
        boolean allStay = replicas > 0 && workload.strategy().keptUntilReady() == replicas;
        Amounts pod = Amounts.of(workload.template().getSpec(), ranges).plus(each);
        Map<String, BigDecimal> more =
                byQuotaName(allStay ? each.times(replicas - 1).plus(pod) : each.times(replicas));
        if (allStay) {
            more.put("pods", BigDecimal.ONE);
            more.put("count/pods", BigDecimal.ONE);
        }
        // The controller keeps each template in an object of its own, and creates it before the first pod.
        more.put(
                workload.id().kind() == WorkloadKind.DEPLOYMENT
                        ? "count/replicasets.apps"
                        : "count/controllerrevisions.apps",
                BigDecimal.ONE);
        return more;
    }

    private static Map<String, BigDecimal> byQuotaName(Amounts amounts) {
        Map<String, BigDecimal> named = new HashMap<>();
        amounts.requests().forEach((resource, amount) -> {
            named.put(resource, amount);
            named.put("requests." + resource, amount);
        });
        amounts.limits().forEach((resource, amount) -> named.put("limits." + resource, amount));
        return named;
    }

    /** A quota for cpu or memory accepts only containers that declare that resource. */
    private static Optional<Hazard> unspecified(ResourceQuota quota, Map<String, BigDecimal> has) {
        return Amounts.numbers(quota.getSpec().getHard()).keySet().stream()
                .filter(resource -> resource.endsWith("cpu") || resource.endsWith("memory"))
                .filter(resource -> !has.containsKey(resource))
                .findFirst()
                .map(resource -> hazard(
                        quota,
                        " requires " + resource + " of every container, and " + Names.CONTAINER + " has none",
                        "set spec.exporter.resources"));
    }

    private static Optional<Hazard> exceeded(ResourceQuota quota, Map<String, BigDecimal> more) {
        Map<String, BigDecimal> hard = Amounts.numbers(Optional.ofNullable(quota.getStatus())
                .map(status -> status.getHard())
                .orElse(Map.of()));
        Map<String, BigDecimal> used = Amounts.numbers(Optional.ofNullable(quota.getStatus())
                .map(status -> status.getUsed())
                .orElse(Map.of()));
        return hard.keySet().stream()
                .filter(resource -> more.getOrDefault(resource, BigDecimal.ZERO).signum() > 0)
                .filter(resource -> used.getOrDefault(resource, BigDecimal.ZERO)
                                .add(more.get(resource))
                                .compareTo(hard.get(resource))
                        > 0)
                .sorted()
                .findFirst()
                .map(resource -> hazard(
                        quota,
                        " has no room for the new " + (OF_TEMPLATE.contains(resource) ? "template" : "pod") + ": "
                                + resource + " " + Amounts.text(more.get(resource))
                                + " more, used " + Amounts.text(used.getOrDefault(resource, BigDecimal.ZERO)) + " of "
                                + Amounts.text(hard.get(resource)),
                        OF_TEMPLATE.contains(resource)
                                ? "lower spec.revisionHistoryLimit of the workload"
                                : "set spec.exporter.resources"));
    }

    private static Hazard hazard(ResourceQuota quota, String what, String remedy) {
        return new Hazard(
                Reason.EXCEEDS_RESOURCE_QUOTA,
                "ResourceQuota " + quota.getMetadata().getName() + what + "; nothing was written. Raise it, or "
                        + remedy);
    }
}
