package io.registryexporter.operator.hazard;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.hazard.Claims.Claim;
import io.registryexporter.operator.workload.RolloutFacts.ManualStep;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadKind;
import java.util.Optional;

/** Whether new pods wait for a volume that old pods keep until the new pods are ready. */
final class VolumeHazards {
    private VolumeHazards() {}

    static Optional<Hazard> of(Workload workload, Claims claims) {
        boolean manual = workload.rollout().manualStep().equals(Optional.of(ManualStep.RESTART_PODS))
                && workload.rollout().unaided() == 0;
        if (manual || workload.rollout().desired() == 0 || workload.strategy().keptUntilReady() == 0) {
            return Optional.empty();
        }
        return Claims.sharedBy(workload).stream()
                .flatMap(name -> of(workload, name, claims).stream())
                .reduce((first, second) -> first.mayEnd() && !second.mayEnd() ? second : first);
    }

    private static Optional<Hazard> of(Workload workload, String name, Claims claims) {
        Optional<String> problem = Optional.ofNullable(claims.problems().get(name));
        return problem.map(why -> new Hazard(
                        Reason.ROLLOUT_MAY_HANG,
                        why + ", so that it is unknown whether more than one node can mount it; " + remedy(workload)))
                .or(() -> Optional.ofNullable(claims.found().get(name)).flatMap(claim -> of(workload, name, claim)));
    }

    private static Optional<Hazard> of(Workload workload, String name, Claim claim) {
        if (claim.accessModes().contains("ReadWriteOncePod")) {
            return Optional.of(new Hazard(
                    Reason.ROLLOUT_WOULD_DEADLOCK,
                    "PersistentVolumeClaim " + name + " is ReadWriteOncePod: the new pod waits for the volume, and the"
                            + " old one keeps it until the new one is ready, by " + strategy(workload)
                            + "; nothing was written. " + remedy(workload)));
        }
        boolean manyNodes = claim.accessModes().contains("ReadWriteMany")
                || claim.accessModes().contains("ReadOnlyMany");
        boolean oneNode =
                claim.oneNode() || NodeSelection.isOneNode(workload.template().getSpec());
        return manyNodes || oneNode || !claim.accessModes().contains("ReadWriteOnce")
                ? Optional.empty()
                : Optional.of(new Hazard(
                        Reason.ROLLOUT_MAY_HANG,
                        "PersistentVolumeClaim " + name + " is ReadWriteOnce, and by " + strategy(workload)
                                + " the old pod keeps it until the new one is ready: on another node the new one"
                                + " waits forever. " + remedy(workload)));
    }

    private static String strategy(Workload workload) {
        return "its strategy " + workload.strategy().description();
    }

    private static String remedy(Workload workload) {
        return workload.id().kind() == WorkloadKind.DEPLOYMENT
                ? "Set spec.strategy.type of the Deployment to Recreate"
                : "Let each pod have a volume of its own by volumeClaimTemplates";
    }
}
