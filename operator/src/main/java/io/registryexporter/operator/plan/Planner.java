package io.registryexporter.operator.plan;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.detect.PodObstacles;
import io.registryexporter.operator.detect.Refusal;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.plan.Plan.Hold;
import io.registryexporter.operator.plan.Plan.Inject;
import io.registryexporter.operator.plan.Plan.Leave;
import io.registryexporter.operator.plan.Plan.Skip;
import io.registryexporter.operator.plan.Plan.StayWithdrawn;
import io.registryexporter.operator.plan.Plan.TakeBack;
import io.registryexporter.operator.plan.Plan.Update;
import io.registryexporter.operator.workload.Withdrawal;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides about a workload that the resource selects. */
public final class Planner {
    private static final String REFUSED =
            "; nothing was injected for it. Change the resource, or the setting of the operator";

    private final DesiredWorkloads desiredWorkloads;
    private final AllowedExporters allowed;

    public Planner(DesiredWorkloads desiredWorkloads, AllowedExporters allowed) {
        this.desiredWorkloads = desiredWorkloads;
        this.allowed = allowed;
    }

    /** What to do; while the resource is paused, nothing that writes. */
    public Plan plan(Situation situation) {
        Plan plan = unpaused(situation);
        boolean paused = situation.resource().wanted().paused();
        return paused ? withoutWrites(plan) : plan;
    }

    private Plan unpaused(Situation situation) {
        Optional<Verdict> otherOwner = otherOwner(situation);
        if (otherOwner.isPresent()) {
            return new Skip(otherOwner.get());
        }
        Workload workload = situation.workload();
        return OptOut.of(workload.annotations(), situation.namespace())
                .or(() -> obstacle(situation))
                .map(why -> away(workload, why))
                .orElseGet(() -> byDetection(situation));
    }

    private static Optional<Verdict> otherOwner(Situation situation) {
        return Ownership.owner(situation.workload(), situation.siblings())
                .map(owner -> owner.getMetadata().getName())
                .filter(name -> !name.equals(situation.resource().getMetadata().getName()))
                .map(name -> new Verdict(
                        Reason.OWNED_BY_OTHER_RESOURCE,
                        "RegistryExporter " + name + " selects it too and is older; narrow one of the two selectors"));
    }

    private static Optional<Verdict> obstacle(Situation situation) {
        Workload workload = situation.workload();
        int port = situation.resource().wanted().exporter().port();
        return PodObstacles.exporterByHand(workload.template().getSpec(), workload.carries())
                .or(() -> PodObstacles.portInUse(workload.template().getSpec(), port))
                .map(Planner::verdict);
    }

    private static Plan away(Workload workload, Verdict why) {
        return workload.ours() ? new TakeBack(why) : new Skip(why);
    }

    private Plan byDetection(Situation situation) {
        Workload workload = situation.workload();
        if (situation.detection() instanceof Refusal refusal) {
            // What cannot be read now says nothing about what was found before.
            boolean passing = refusal.reason() == Reason.STORAGE_UNKNOWN;
            return passing && workload.ours() ? passing(workload, verdict(refusal)) : away(workload, verdict(refusal));
        }
        RegistryStorage storage = (RegistryStorage) situation.detection();
        int port = situation.resource().wanted().exporter().port();
        if (storage.ports().contains(port)) {
            return away(workload, verdict(PodObstacles.portInUse(storage.container(), port)));
        }
        Optional<String> objection =
                allowed.objection(situation.resource().wanted().exporter());
        if (objection.isPresent()) {
            return notAllowed(situation, objection.get());
        }
        DesiredWorkload desired = desiredWorkloads.of(situation.resource(), workload, storage);
        if (!workload.carries()) {
            return withdrawn(situation, desired).orElseGet(() -> new Inject(storage, desired));
        }
        return desired.isCarriedBy(workload) || isAsAccepted(situation, desired)
                ? new Leave(storage, desired)
                : new Update(storage, desired);
    }

    /**
     * A registry is not restarted for a refusal: what this resource has brought was allowed once, and stays until the
     * resource is mended. What another one has brought has to go, as it has no other resource any more.
     */
    private static Plan notAllowed(Situation situation, String objection) {
        Workload workload = situation.workload();
        String name = situation.resource().getMetadata().getName();
        if (workload.injectedBy().filter(other -> !other.equals(name)).isPresent()) {
            return new TakeBack(new Verdict(Reason.EXPORTER_NOT_ALLOWED, objection + REFUSED));
        }
        return workload.carries()
                ? new Hold(new Verdict(
                        Reason.EXPORTER_NOT_ALLOWED,
                        objection + REFUSED + ". The exporter that was injected before stays as it is"))
                : new Skip(new Verdict(Reason.EXPORTER_NOT_ALLOWED, objection + REFUSED));
    }

    private static Plan passing(Workload workload, Verdict why) {
        return workload.carries() ? new Hold(why) : new Skip(why);
    }

    /**
     * What has failed once is not tried again until something about it is new. That stands on the workload, and in the
     * status where somebody has taken it off the workload.
     */
    private static Optional<Plan> withdrawn(Situation situation, DesiredWorkload desired) {
        Workload workload = situation.workload();
        Attempt attempt = Attempt.of(situation.resource(), workload, desired);
        Optional<Withdrawal> told =
                situation
                        .resource()
                        .told(workload.id().kind().toString(), workload.id().name())
                        .stream()
                        .filter(status -> status.state() == WorkloadState.WITHDRAWN)
                        .map(status -> new Withdrawal(status.attempt(), status.reason(), status.message()))
                        .findFirst();
        return Stream.concat(workload.withdrawal().stream(), told.stream())
                .filter(note -> note.attempt().equals(attempt.digest()))
                .flatMap(note -> Reason.of(note.reason())
                        .map(reason -> new StayWithdrawn(new Verdict(reason, note.message()), attempt))
                        .stream())
                .<Plan>map(plan -> plan)
                .findFirst();
    }

    /** It is as it was answered to the last write of the same: writing again would bring no more. */
    private static boolean isAsAccepted(Situation situation, DesiredWorkload desired) {
        return desired.hasAnnotations(situation.workload())
                && situation.accepted().isPresent()
                && situation.accepted().equals(situation.workload().exporter());
    }

    /** The same for a resource that is paused. */
    public static Plan withoutWrites(Plan plan) {
        if (plan instanceof Inject) {
            return paused("inject the exporter");
        }
        if (plan instanceof Update) {
            return paused("update the exporter");
        }
        return plan instanceof TakeBack takeBack
                ? paused("take the exporter back: " + takeBack.why().message())
                : plan;
    }

    private static Plan paused(String what) {
        return new Hold(new Verdict(Reason.PAUSED, "spec.paused is true; without it the operator would " + what));
    }

    private static Verdict verdict(Refusal refusal) {
        return new Verdict(refusal.reason(), refusal.message());
    }
}
