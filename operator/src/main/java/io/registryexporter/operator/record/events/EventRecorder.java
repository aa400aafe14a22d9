package io.registryexporter.operator.record.events;

import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogField;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.record.OutcomeListener;
import io.registryexporter.operator.record.status.Target;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Records each change once: in the log, and as events of the resource and of the workload. */
public final class EventRecorder implements OutcomeListener {
    /** Each of a thousand workloads has these states for a while, so only the status and the log report them. */
    private static final Set<Reason> WITHOUT_EVENT =
            Set.of(Reason.WAITING_FOR_TURN, Reason.PREFLIGHT_RUNNING, Reason.ROLLOUT_IN_PROGRESS);

    private final Log log;
    private final EventWriter events;

    public EventRecorder(Log log, EventWriter events) {
        this.log = log;
        this.events = events;
    }

    /** A change of a workload, with the message of its event. */
    private record Change(Type type, String message) {}

    private enum Type {
        INJECTED("ExporterInjected", false),
        UPDATED("ExporterUpdated", false),
        TAKEN_BACK("ExporterTakenBack", false),
        TAKEN_BACK_WITH_LOSS("ExporterTakenBack", true),
        WITHDRAWN("ExporterWithdrawn", true),
        POD_DELETED("PodDeleted", false),
        MAY_HANG("RolloutMayHang", true),
        LEFT_BEHIND("ExporterLeftBehind", true);

        private final String reason;
        private final boolean warning;

        Type(String reason, boolean warning) {
            this.reason = reason;
            this.warning = warning;
        }

        @Override
        public String toString() {
            return reason;
        }
    }

    @Override
    public void recorded(Outcome outcome) {
        outcome.decision().accept(new Changes(outcome)).forEach(change -> changed(outcome, change));
        outcome.result()
                .undeletedPods()
                .forEach((pod, why) -> log.warn(
                        "cannot delete pod " + pod + ", which blocks the StatefulSet rollout",
                        LogKeys.NAMESPACE.of(outcome.workload().id().namespace()),
                        LogKeys.WORKLOAD.of(name(outcome.workload().id())),
                        LogKeys.ERR.of(why)));
        if (outcome.decision() instanceof Decision.Skip) {
            outcome.result()
                    .refusal()
                    .ifPresent(why -> log.warn(
                            "cannot read the pods, one of which may block the StatefulSet rollout",
                            LogKeys.NAMESPACE.of(outcome.workload().id().namespace()),
                            LogKeys.WORKLOAD.of(name(outcome.workload().id())),
                            LogKeys.ERR.of(why.message())));
        }
    }

    /**
     * The exporter of a deleted resource could not be removed; only the log reports it, because no resource owns it.
     */
    public void orphanNotRemoved(WorkloadId workload, String why) {
        log.warn(
                "cannot remove the exporter of a deleted RegistryExporter; trying again",
                LogKeys.NAMESPACE.of(workload.namespace()),
                LogKeys.WORKLOAD.of(name(workload)),
                LogKeys.WHY.of(why));
    }

    /** Records that fields stay in the workload, unless the status already reports it. */
    @Override
    public void leftBehind(Outcome outcome) {
        outcome.leftBehind()
                .filter(why -> outcome.resource()
                        .filter(resource -> Target.isReported(resource, outcome.workload(), why))
                        .isEmpty())
                .ifPresent(why -> changed(outcome, new Change(Type.LEFT_BEHIND, why.message())));
    }

    private void changed(Outcome outcome, Change change) {
        Workload workload = outcome.workload();
        log.info(
                "workload changed",
                LogKeys.NAMESPACE.of(workload.id().namespace()),
                LogKeys.WORKLOAD.of(name(workload.id())),
                LogKeys.RESOURCE.of(outcome.resourceName()),
                LogKeys.CHANGE.of(change.type()),
                LogKeys.WHY.of(change.message()));
        EventWriter.Content content =
                new EventWriter.Content(change.type().warning, change.type().reason, change.message());
        outcome.resource()
                .ifPresentOrElse(
                        resource -> events.write(resource, workload.id(), workload.uid(), content),
                        () -> events.write(workload.id(), workload.uid(), content));
    }

    private record Changes(Outcome outcome) implements Decision.Cases<Stream<Change>> {

        @Override
        public Stream<Change> inject(Decision.Inject inject) {
            return written(inject.injection());
        }

        @Override
        public Stream<Change> update(Decision.Update update) {
            return written(update.injection());
        }

        private Stream<Change> written(Injection injection) {
            if (!outcome.result().changed(outcome.workload())) {
                return Stream.empty();
            }
            Change change = new Change(
                    outcome.workload().carriesExporter() ? Type.UPDATED : Type.INJECTED,
                    injection.remarked("container " + Names.CONTAINER + " with "
                            + injection.desired().image() + ", "
                            + injection.storage().how()));
            return Stream.concat(
                    Stream.of(change), injection.hazard().stream().map(hazard -> new Change(Type.MAY_HANG, hazard)));
        }

        @Override
        public Stream<Change> beginPreflight(Decision.BeginPreflight begin) {
            return Stream.empty();
        }

        @Override
        public Stream<Change> endPreflight(Decision.EndPreflight end) {
            return Stream.empty();
        }

        @Override
        public Stream<Change> remove(Decision.Remove remove) {
            RemovalCause cause = remove.cause();
            Type takenBack = remove.loss().isPresent() ? Type.TAKEN_BACK_WITH_LOSS : Type.TAKEN_BACK;
            Type type = cause.note().isPresent() ? Type.WITHDRAWN : takenBack;
            String loss = remove.loss()
                    .map(volumes -> "; the restart of the registry loses its images, which are in " + volumes)
                    .orElse("");
            return outcome.removed() ? Stream.of(new Change(type, cause.why() + loss)) : Stream.empty();
        }

        @Override
        public Stream<Change> deletePods(Decision.DeletePods delete) {
            return outcome.result().deletedPods().stream()
                    .map(pod -> new Change(
                            Type.POD_DELETED,
                            "pod " + pod + " blocked the StatefulSet rollout, because its exporter does not start"));
        }

        @Override
        public Stream<Change> leaveBehind(Decision.LeaveBehind leaveBehind) {
            return Stream.empty();
        }

        @Override
        public Stream<Change> wait(Decision.Wait wait) {
            return Stream.empty();
        }

        @Override
        public Stream<Change> keep(Decision.Keep keep) {
            return Stream.empty();
        }

        @Override
        public Stream<Change> skip(Decision.Skip skip) {
            return Stream.empty();
        }

        @Override
        public Stream<Change> ask(Decision.Ask ask) {
            return Stream.empty();
        }
    }

    /** A status was written; each new state in it is an event. */
    public void reported(RegistryExporter resource, List<Target> targets) {
        List<WorkloadStatus> before =
                resource.written().map(RegistryExporterStatus::workloads).orElse(List.of());
        targets.stream()
                .filter(target -> before.stream().noneMatch(known -> isKnown(known, target.status())))
                .forEach(target -> report(resource, target));
    }

    private static boolean isKnown(WorkloadStatus known, WorkloadStatus status) {
        return known.kind().equals(status.kind())
                && known.name().equals(status.name())
                && known.state() == status.state()
                && known.reason().equals(status.reason());
    }

    private void report(RegistryExporter resource, Target target) {
        WorkloadStatus status = target.status();
        boolean warning = status.state() == WorkloadState.FAILED
                || status.state() == WorkloadState.CONFLICT
                || status.state() == WorkloadState.WITHDRAWN;
        LogField[] fields = {
            LogKeys.NAMESPACE.of(target.id().namespace()),
            LogKeys.WORKLOAD.of(name(target.id())),
            LogKeys.RESOURCE.of(resource.getMetadata().getName()),
            LogKeys.STATE.of(status.state()),
            LogKeys.REASON.of(status.reason()),
            LogKeys.WHY.of(status.message())
        };
        if (warning) {
            log.warn("workload state", fields);
        } else {
            log.info("workload state", fields);
        }
        if (!WITHOUT_EVENT.contains(target.verdict().reason())) {
            EventWriter.Content content = new EventWriter.Content(warning, status.reason(), status.message());
            if (warning) {
                events.write(resource, target.id(), target.uid(), content);
            } else {
                events.write(resource, target.id(), content);
            }
        }
    }

    private static String name(WorkloadId id) {
        return id.kind() + "/" + id.name();
    }
}
