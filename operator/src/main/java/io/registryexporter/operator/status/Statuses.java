package io.registryexporter.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadState;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Makes the status of a resource from its targets. */
public final class Statuses {
    private static final int MAX_NAMED = 5;

    private final Clock clock;

    public Statuses(Clock clock) {
        this.clock = clock;
    }

    /** The status; equal to the one that the resource has when there is nothing new. */
    public RegistryExporterStatus of(RegistryExporter resource, List<Target> targets) {
        List<Target> sorted =
                targets.stream().sorted(Comparator.comparing(Target::id)).toList();
        List<Condition> before =
                resource.written().map(RegistryExporterStatus::conditions).orElse(List.of());
        return new RegistryExporterStatus(
                resource.getMetadata().getGeneration(),
                targets.size(),
                (int) targets.stream().filter(Target::carriesExporter).count(),
                (int) targets.stream().filter(Statuses::runs).count(),
                List.of(condition(resource, sorted, before)),
                sorted.stream().map(Target::status).toList());
    }

    private static boolean runs(Target target) {
        return target.carriesExporter() && target.verdict().reason().state() == WorkloadState.READY;
    }

    private Condition condition(RegistryExporter resource, List<Target> targets, List<Condition> before) {
        ReadyReason reason = ReadyReason.of(targets);
        String status = reason == ReadyReason.ALL_TARGETS_READY ? "True" : "False";
        String since = before.stream()
                .filter(condition ->
                        ReadyReason.CONDITION.equals(condition.getType()) && status.equals(condition.getStatus()))
                .map(Condition::getLastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() ->
                        DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
        return new ConditionBuilder()
                .withType(ReadyReason.CONDITION)
                .withStatus(status)
                .withReason(reason.toString())
                .withMessage(message(reason, targets))
                .withObservedGeneration(resource.getMetadata().getGeneration())
                .withLastTransitionTime(since)
                .build();
    }

    private static String message(ReadyReason reason, List<Target> targets) {
        if (targets.isEmpty()) {
            return "no Deployment or StatefulSet of this namespace has the labels of spec.selector";
        }
        long running = targets.stream().filter(Statuses::runs).count();
        String counts = "the exporter runs in " + running + " of " + targets.size()
                + (targets.size() == 1 ? " target" : " targets");
        List<Target> open = targets.stream()
                .filter(target -> !target.verdict().reason().settled())
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
