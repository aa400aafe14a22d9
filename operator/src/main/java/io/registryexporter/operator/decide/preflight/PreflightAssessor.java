package io.registryexporter.operator.decide.preflight;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.decide.rollout.ObservedPod;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Assesses a preflight under way, by the rules by which a rollout fails. */
public final class PreflightAssessor {
    /** A preflight whose pod others delete is not repeated forever. */
    private static final int MAX_ATTEMPTS = 3;

    private static final Set<String> ENDED = Set.of("Failed", "Succeeded");

    private PreflightAssessor() {}

    /** What the pod of a preflight shows. */
    public sealed interface State {
        /** The preflight goes on. */
        record Runs() implements State {}

        /** The preflight has ended. */
        record Ended(PreflightVerdict verdict) implements State {}

        /** Others deleted or evicted the pod, so that another one has to come. */
        record Lost() implements State {}
    }

    /**
     * The state of a preflight.
     *
     * @param pod as the API server has it; empty if it is gone
     * @param deadline until the container runs; a scan may take longer
     */
    public static State of(Preflight preflight, Optional<Pod> pod, Duration deadline, Instant now) {
        Optional<ObservedPod> living =
                pod.map(found -> new ObservedPod(found, now)).filter(ObservedPod::lives);
        if (living.isEmpty()) {
            return pod.filter(PreflightAssessor::exceededItsTime).isPresent()
                    ? new State.Ended(PreflightVerdict.failed("the first scan did not end within four hours"))
                    : lost(preflight, pod);
        }
        ObservedPod observed = living.get();
        if (observed.exporterReady()) {
            return new State.Ended(PreflightVerdict.passed(preflight.unproven()));
        }
        boolean late = !now.isBefore(preflight.begun().plus(deadline)) && !observed.exporterEverStarted();
        return observed.lastingFailure()
                .or(() -> late ? Optional.of(waiting(observed, deadline)) : Optional.empty())
                .<State>map(why -> new State.Ended(
                        PreflightVerdict.failed("the preflight pod " + observed.name() + " failed: " + why)))
                .orElseGet(State.Runs::new);
    }

    /**
     * The end of a preflight because the registry lost its last available replica: the next one may wait for a volume that
     * only one node can mount.
     */
    public static PreflightVerdict interrupted(Preflight preflight) {
        return preflight.attempts() < MAX_ATTEMPTS
                ? new PreflightVerdict(PreflightVerdict.Kind.INTERRUPTED, "")
                : PreflightVerdict.impossible("the registry lost its last available replica " + MAX_ATTEMPTS
                        + " times while the preflight ran");
    }

    /** Whether no container of the pod runs any more, and none will. */
    public static boolean hasEnded(Pod pod) {
        return pod.getStatus() != null
                && ENDED.contains(Objects.requireNonNullElse(pod.getStatus().getPhase(), ""));
    }

    private static boolean exceededItsTime(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() == null
                && hasEnded(pod)
                && "DeadlineExceeded".equals(pod.getStatus().getReason());
    }

    private static String waiting(ObservedPod pod, Duration deadline) {
        return pod.unscheduled()
                .or(pod::failureDescription)
                .orElse("its container does not run")
                .concat("; it waits for " + deadline.toMinutes() + " minutes");
    }

    private static State lost(Preflight preflight, Optional<Pod> pod) {
        return preflight.attempts() < MAX_ATTEMPTS
                ? new State.Lost()
                : new State.Ended(PreflightVerdict.impossible("its pod was deleted or evicted " + MAX_ATTEMPTS
                        + " times"
                        + pod.flatMap(found -> new ObservedPod(found, preflight.begun()).end())
                                .map(why -> ", at last: " + why)
                                .orElse("")));
    }
}
