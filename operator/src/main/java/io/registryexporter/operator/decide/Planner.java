package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.DesiredWorkloads;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.desired.QosClass;
import io.registryexporter.operator.decide.history.ReportedStatus;
import io.registryexporter.operator.detect.Detection;
import io.registryexporter.operator.detect.Obstacle;
import io.registryexporter.operator.detect.PodObstacles;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.workload.Withdrawal;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans what a resource asks for in a workload, without regard to turns and rollouts. */
public final class Planner {
    private static final String REFUSED =
            "; nothing was injected for it. Change the resource, or the setting of the operator";
    private static final Verdict TOO_LARGE = new Verdict(
            Reason.SPEC_TOO_LARGE,
            "the spec of the resource is older than the size limits of its definition and exceeds them; nothing" + " is"
                    + " written. Make the spec smaller: move long values of exporter.env to a ConfigMap");
    private static final Verdict NOT_SELECTED =
            new Verdict(Reason.OPTED_OUT, "the selector does not match the workload any more");

    private final DesiredWorkloads desiredWorkloads;
    private final AllowedExporters allowed;

    public Planner(DesiredWorkloads desiredWorkloads, AllowedExporters allowed) {
        this.desiredWorkloads = desiredWorkloads;
        this.allowed = allowed;
    }

    /** The plan for a workload; while the resource is paused, the plan writes nothing. */
    public Plan plan(Selection selection, Observation observation) {
        Plan plan = unpaused(selection, observation);
        return selection.resource().wanted().paused() ? plan.paused() : plan;
    }

    private Plan unpaused(Selection selection, Observation observation) {
        Workload workload = observation.workload();
        if (!selection.selects(workload)) {
            return selection.carries(workload) ? new Plan.Remove(NOT_SELECTED, false) : new Plan.Skip(NOT_SELECTED);
        }
        if (selection.resource().isBeyondBounds()) {
            return Plan.Postpone.because(TOO_LARGE);
        }
        return otherOwner(selection, workload)
                .<Plan>map(Plan.Skip::new)
                .or(() -> OptOut.of(workload.annotations(), observation.namespaceAnnotations())
                        .map(why -> workload.hasOperatorFields() ? new Plan.Remove(why, true) : new Plan.Skip(why)))
                .or(() -> obstacle(selection, workload).map(why -> removeOrSkip(workload, why)))
                .or(() -> observation.answers().storage().map(found -> byStorage(selection, observation, found)))
                .orElseGet(() -> new Plan.Ask(Question.STORAGE));
    }

    private static Optional<Verdict> otherOwner(Selection selection, Workload workload) {
        return Ownership.owner(workload, selection.siblings())
                .map(owner -> owner.getMetadata().getName())
                .filter(name -> !name.equals(selection.name()))
                .map(name -> new Verdict(
                        Reason.OWNED_BY_OTHER_RESOURCE,
                        "RegistryExporter " + name + " selects the workload too and is older; narrow one of the"
                                + " two selectors"));
    }

    private static Optional<Verdict> obstacle(Selection selection, Workload workload) {
        int port = selection.resource().wanted().exporter().port();
        return PodObstacles.exporterByHand(workload.template().getSpec(), workload.carriesExporter())
                .or(() -> PodObstacles.portInUse(workload.template().getSpec(), port))
                .map(Planner::verdict);
    }

    private static Plan removeOrSkip(Workload workload, Verdict why) {
        return workload.hasOperatorFields() ? new Plan.Remove(why, false) : new Plan.Skip(why);
    }

    private Plan byStorage(Selection selection, Observation observation, Detection detection) {
        Workload workload = observation.workload();
        if (detection instanceof Obstacle refusal) {
            // A storage that cannot be read now does not disprove the previous detection.
            boolean isTransient = refusal.reason() == Reason.STORAGE_UNKNOWN;
            return isTransient && workload.hasOperatorFields()
                    ? postponeOrSkip(workload, verdict(refusal))
                    : removeOrSkip(workload, verdict(refusal));
        }
        RegistryStorage storage = (RegistryStorage) detection;
        RegistryExporter resource = selection.resource();
        int port = resource.wanted().exporter().port();
        if (storage.ports().contains(port)) {
            return removeOrSkip(workload, verdict(PodObstacles.portInUse(storage.container(), port)));
        }
        Optional<String> objection = allowed.objection(resource.wanted().exporter());
        if (objection.isPresent()) {
            return notAllowed(selection, workload, objection.get());
        }
        DesiredWorkload desired = desiredWorkloads.of(resource, workload, storage);
        RegistryStorage reported = QosClass.warning(workload.template().getSpec(), desired.typedContainer())
                .map(storage::withHint)
                .orElse(storage);
        Optional<Plan> withdrawn =
                workload.exporter().isEmpty() ? withdrawn(resource, workload, desired) : Optional.empty();
        if (withdrawn.isPresent()) {
            return withdrawn.get();
        }
        if (workload.carriesExporter() && (desired.isCarriedBy(workload) || isAsAccepted(observation, desired))) {
            return new Plan.Keep(reported, desired);
        }
        return preflightFailed(resource, workload, desired)
                .orElseGet(() -> workload.carriesExporter()
                        ? new Plan.Update(reported, desired)
                        : new Plan.Inject(reported, desired));
    }

    /** Repeats no failed preflight until something has changed; the status shows the failure. */
    private static Optional<Plan> preflightFailed(
            RegistryExporter resource, Workload workload, DesiredWorkload desired) {
        InjectionFingerprint fingerprint = InjectionFingerprint.of(resource, workload, desired);
        return ReportedStatus.of(resource, workload.id())
                .filter(status -> status.reason().equals(Reason.PREFLIGHT_FAILED.toString())
                        && status.attempt().equals(fingerprint.value()))
                .map(status -> new Plan.Postpone(
                        new Verdict(Reason.PREFLIGHT_FAILED, status.message()), Optional.of(fingerprint)));
    }

    /**
     * Restarts no registry because of a refusal: an exporter of this resource was allowed once, and stays until the
     * resource changes. An exporter of another resource is removed, because that resource does not own the workload any
     * more.
     */
    private static Plan notAllowed(Selection selection, Workload workload, String objection) {
        boolean byOther = workload.injectedBy()
                .filter(other -> !other.equals(selection.name()))
                .isPresent();
        if (byOther) {
            return new Plan.Remove(new Verdict(Reason.EXPORTER_NOT_ALLOWED, objection + REFUSED), false);
        }
        return workload.carriesExporter()
                ? Plan.Postpone.because(new Verdict(
                        Reason.EXPORTER_NOT_ALLOWED,
                        objection + REFUSED + ". The exporter that was injected before stays as it is"))
                : new Plan.Skip(new Verdict(Reason.EXPORTER_NOT_ALLOWED, objection + REFUSED));
    }

    private static Plan postponeOrSkip(Workload workload, Verdict why) {
        return workload.carriesExporter() ? Plan.Postpone.because(why) : new Plan.Skip(why);
    }

    /**
     * Repeats no failed injection until something has changed. The note on the workload shows the failure, or the
     * status if the note was removed from the workload.
     */
    private static Optional<Plan> withdrawn(RegistryExporter resource, Workload workload, DesiredWorkload desired) {
        InjectionFingerprint fingerprint = InjectionFingerprint.of(resource, workload, desired);
        Optional<Withdrawal> reported = ReportedStatus.of(resource, workload.id())
                .filter(status -> status.state() == WorkloadState.WITHDRAWN)
                .map(status -> new Withdrawal(status.attempt(), status.reason(), status.message()));
        return Stream.concat(workload.withdrawal().stream(), reported.stream())
                .filter(note -> note.attempt().equals(fingerprint.value()))
                .flatMap(note -> Reason.of(note.reason())
                        .map(reason -> new Plan.StayWithdrawn(new Verdict(reason, note.message()), fingerprint))
                        .stream())
                .<Plan>map(plan -> plan)
                .findFirst();
    }

    /** The workload equals the answer to the last write of the same exporter: another write would change nothing. */
    private static boolean isAsAccepted(Observation observation, DesiredWorkload desired) {
        return desired.hasAnnotations(observation.workload())
                && observation.history().accepted().isPresent()
                && observation
                        .history()
                        .accepted()
                        .equals(observation.workload().exporter());
    }

    private static Verdict verdict(Obstacle refusal) {
        return new Verdict(refusal.reason(), refusal.message());
    }

    /** Names the field manager that undoes the writes of the operator, and the remedy. */
    static Verdict removedByOther(Workload workload) {
        String who = workload.lastWriter().equals(Names.FIELD_MANAGER)
                ? "another " + Names.FIELD_MANAGER
                : "field manager " + workload.lastWriter();
        return new Verdict(
                Reason.REMOVED_BY_OTHER_MANAGER,
                "what the operator wrote was undone three times; by its managedFields, "
                        + who
                        + " wrote to the workload last. Nothing more is written. See " + Names.DOCUMENTATION
                        + "operator/gitops.md, then set annotation "
                        + Names.RETRY + " to a new value");
    }
}
