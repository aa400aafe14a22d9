package io.registryexporter.operator.record.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadState;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the status of a resource from its targets. */
public final class ResourceStatus {
    private static final int MAX_NAMED = 5;
    private static final String HAZARD = "RolloutHazard";
    private static final String MONITORED = "Monitored";

    private final Clock clock;

    public ResourceStatus(Clock clock) {
        this.clock = clock;
    }

    /** The status; it equals the current status if nothing has changed. */
    public RegistryExporterStatus of(
            RegistryExporter resource, List<Target> targets, Optional<MonitoringState> monitoring) {
        List<Target> sorted =
                targets.stream().sorted(Comparator.comparing(Target::id)).toList();
        List<Condition> before =
                resource.written().map(RegistryExporterStatus::conditions).orElse(List.of());
        return new RegistryExporterStatus(
                resource.getMetadata().getGeneration(),
                targets.size(),
                (int) targets.stream().filter(Target::carriesExporter).count(),
                (int) targets.stream().filter(ResourceStatus::runs).count(),
                Stream.of(
                                Optional.of(ready(resource, sorted, before)),
                                hazard(resource, sorted, before),
                                monitoring.map(state -> monitored(resource, before, state)))
                        .flatMap(Optional::stream)
                        .toList(),
                sorted.stream().map(Target::status).toList());
    }

    private static boolean runs(Target target) {
        return target.carriesExporter() && target.verdict().reason().state() == WorkloadState.READY;
    }

    private Condition ready(RegistryExporter resource, List<Target> targets, List<Condition> before) {
        ReadyReason reason = ReadyReason.of(targets);
        return condition(
                resource,
                before,
                ReadyReason.CONDITION,
                reason == ReadyReason.ALL_TARGETS_READY,
                reason.toString(),
                message(reason, targets));
    }

    /** The condition exists only while it is true, because it is about rollouts that have not ended. */
    private Optional<Condition> hazard(RegistryExporter resource, List<Target> targets, List<Condition> before) {
        List<Target> endangered =
                targets.stream().filter(target -> target.hazard().isPresent()).toList();
        return endangered.isEmpty()
                ? Optional.empty()
                : Optional.of(condition(
                        resource,
                        before,
                        HAZARD,
                        true,
                        Reason.ROLLOUT_MAY_HANG.toString(),
                        endangered.stream()
                                .limit(MAX_NAMED)
                                .map(target -> target.id().kind() + " "
                                        + target.id().name() + ": "
                                        + target.hazard().orElse(""))
                                .collect(Collectors.joining("; "))));
    }

    private Condition monitored(RegistryExporter resource, List<Condition> before, MonitoringState state) {
        return condition(resource, before, MONITORED, state.complete(), state.reason(), state.message());
    }

    private Condition condition(
            RegistryExporter resource,
            List<Condition> before,
            String type,
            boolean holds,
            String reason,
            String message) {
        String status = holds ? "True" : "False";
        String since = before.stream()
                .filter(condition -> type.equals(condition.getType()) && status.equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() ->
                        DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        return new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withObservedGeneration(resource.getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
    }

    private static String message(ReadyReason reason, List<Target> targets) {
        if (targets.isEmpty()) {
            return "no Deployment or StatefulSet of this namespace has the labels of spec.selector";
        }
        long running = targets.stream().filter(ResourceStatus::runs).count();
        String counts = "the exporter runs in " + running + " of " + targets.size()
                + (targets.size() == 1 ? " target" : " targets");
        List<Target> open = targets.stream()
                .filter(target -> !target.verdict().reason().needsNoAction())
                .toList();
        if (reason == ReadyReason.ALL_TARGETS_READY || open.isEmpty()) {
            return counts;
        }
        String named = open.stream()
                .limit(MAX_NAMED)
                .map(target -> target.id().kind() + " " + target.id().name() + ": "
                        + target.verdict().reason())
                .collect(Collectors.joining(", "));
        return counts + "; " + named + (open.size() > MAX_NAMED ? ", and " + (open.size() - MAX_NAMED) + " more" : "");
    }
}
