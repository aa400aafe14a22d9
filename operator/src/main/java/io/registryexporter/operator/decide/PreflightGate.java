package io.registryexporter.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RolloutSpec;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.preflight.Preflight;
import io.registryexporter.operator.decide.preflight.PreflightAssessor;
import io.registryexporter.operator.decide.preflight.PreflightPlan;
import io.registryexporter.operator.decide.preflight.PreflightRequest;
import io.registryexporter.operator.decide.preflight.PreflightVerdict;
import io.registryexporter.operator.decide.preflight.PreflightVerdict.Kind;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lets a write that replaces pods pass only after its preflight. */
final class PreflightGate {
    /** Where no preflight can run, what prevents it may change unseen. */
    private static final Duration IMPOSSIBLE_FOR = Duration.ofMinutes(10);

    /** So long may the next pod of a registry take to run, such as between the pods of a Recreate rollout. */
    private static final Duration NEXT_POD = Duration.ofSeconds(30);

    /** Quotas and volumes are not read again for a write that follows its preflight so soon. */
    private static final Duration HAZARD_HOLDS = Duration.ofMinutes(5);

    /** The grace period of the pod is a second. */
    private static final Duration POD_ENDS_WITHIN = Duration.ofSeconds(4);

    private static final Verdict BETWEEN_PODS =
            new Verdict(Reason.PREFLIGHT_RUNNING, "the preflight begins when the next pod of the registry runs");

    private static final Verdict WITHOUT_REGISTRY = new Verdict(
            Reason.PREFLIGHT_RUNNING, "the preflight begins again when the registry has an available replica");

    private static final String NOTHING_WRITTEN = "; nothing was written. ";

    private final RegistryExporter resource;
    private final Observation observation;
    private final Preflights preflights;

    PreflightGate(RegistryExporter resource, Observation observation, Preflights preflights) {
        this.resource = resource;
        this.observation = observation;
        this.preflights = preflights;
    }

    /**
     * Follows a preflight of the same injection that has begun, which needs its pod alone. Empty if none has, or if the
     * write needs another look at the workload.
     *
     * @param write the decision to write an injection
     */
    Optional<Decision> follow(RegistryStorage storage, DesiredWorkload desired, Function<Injection, Decision> write) {
        Workload workload = observation.workload();
        return isNeeded(desired)
                ? observation
                        .history()
                        .preflight()
                        .filter(known -> known.injection().equals(InjectionFingerprint.of(resource, workload, desired)))
                        .flatMap(own -> follow(own, new Injection(storage, desired, own.hazard()), write))
                : Optional.empty();
    }

    private Optional<Decision> follow(Preflight own, Injection injection, Function<Injection, Decision> write) {
        if (podIsGone(own)) {
            return passed(own, List.of(), injection, write);
        }
        if (own.is(Kind.FAILED)) {
            return own.verdict().map(verdict -> failure(verdict, own.injection()));
        }
        if (own.is(Kind.INTERRUPTED) && registryIsAway()) {
            return Optional.of(new Decision.Wait(WITHOUT_REGISTRY, Optional.of(injection.storage()), Optional.empty()));
        }
        if (own.is(Kind.IMPOSSIBLE) || own.is(Kind.INTERRUPTED)) {
            return Optional.empty();
        }
        return observation
                .answers()
                .preflight()
                .map(pod -> own.running()
                        ? running(own, pod.stream().findFirst(), injection)
                        : passed(own, pod, injection, write))
                .orElseGet(() -> Optional.of(Decision.Ask.about(Question.PREFLIGHT)));
    }

    private boolean registryIsAway() {
        return observation.workload().rollout().available() == 0;
    }

    /** Only on the network of the node the pod has to be looked for: the registry's new pod needs its port. */
    private boolean podIsGone(Preflight own) {
        boolean onHost =
                Boolean.TRUE.equals(observation.workload().template().getSpec().getHostNetwork());
        return own.is(Kind.PASSED)
                && !onHost
                && !observation.now().isBefore(own.changed().plus(POD_ENDS_WITHIN));
    }

    /** Empty for a lost pod, which another one has to replace. */
    private Optional<Decision> running(Preflight own, Optional<Pod> pod, Injection injection) {
        PreflightAssessor.State state =
                PreflightAssessor.of(own, pod, observation.workload().strategy().progressDeadline(), observation.now());
        if (state instanceof PreflightAssessor.State.Lost) {
            return Optional.empty();
        }
        if (isOfAnotherNode(state, own, pod)) {
            return observation.answers().pods().isEmpty()
                    ? Optional.of(Decision.Ask.about(Question.PODS))
                    : Optional.empty();
        }
        Decision.Wait waits = waiting(own.node(), injection);
        if (own.available() && registryIsAway()) {
            return Optional.of(
                    new Decision.EndPreflight(own.ended(PreflightAssessor.interrupted(own), observation.now()), waits));
        }
        return Optional.of(
                state instanceof PreflightAssessor.State.Ended ended
                        ? new Decision.EndPreflight(
                                own.ended(ended.verdict(), observation.now()), reported(ended.verdict(), own, waits))
                        : waits);
    }

    /**
     * Whether a pod that finds no place belongs to a node on which the registry does not run any more, such as a node
     * that is drained. True before the pods of the registry are read.
     */
    private boolean isOfAnotherNode(PreflightAssessor.State state, Preflight own, Optional<Pod> pod) {
        boolean unplaced =
                pod.filter(found -> found.getSpec().getNodeName() == null).isPresent();
        return unplaced
                && state instanceof PreflightAssessor.State.Ended
                && observation
                        .answers()
                        .pods()
                        .map(pods -> PreflightPlan.nodes(pods).noneMatch(own.node()::equals))
                        .orElse(true);
    }

    /** What the status reports until the next round, which follows the verdict. */
    private static Decision.Wait reported(PreflightVerdict verdict, Preflight own, Decision.Wait waits) {
        return verdict.kind() == Kind.FAILED ? failure(verdict, own.injection()) : waits;
    }

    /** The pod goes before the registry restarts, because both may need the same room or port. */
    private Optional<Decision> passed(
            Preflight own, List<Pod> pod, Injection injection, Function<Injection, Decision> write) {
        boolean gone = pod.stream().allMatch(PreflightAssessor::hasEnded);
        if (!gone) {
            return Optional.of(waiting(own.node(), injection));
        }
        boolean recent = observation.now().isBefore(own.begun().plus(HAZARD_HOLDS));
        return recent ? Optional.of(write.apply(injection.remarking(own.unproven()))) : Optional.empty();
    }

    private boolean isNeeded(DesiredWorkload desired) {
        return resource.wanted().rollout().preflight() != RolloutSpec.Preflight.OFF
                && observation.workload().rollout().desired() > 0
                && desired.changesPods(observation.workload());
    }

    /** The wait for the preflight of another target, which needs no look at this one; empty if none runs. */
    Optional<Decision> otherRuns(DesiredWorkload desired) {
        return isNeeded(desired) && preflights.busyFor(observation.workload().uid())
                ? Optional.of(Decision.Wait.because(new Verdict(
                        Reason.WAITING_FOR_TURN,
                        "the preflight begins when that of another target has ended; one runs at a time")))
                : Optional.empty();
    }

    /**
     * The write, or the preflight that has to come before it.
     *
     * @param write the decision to write an injection
     */
    Decision pass(Injection injection, Function<Injection, Decision> write) {
        if (!isNeeded(injection.desired())) {
            return write.apply(injection);
        }
        if (preflights.mode() == Preflights.Mode.WITHOUT_CLUSTER) {
            return write.apply(injection.remarking("a preflight comes first, if a pod of the registry runs"));
        }
        return observation
                .answers()
                .pods()
                .map(pods -> planned(plan(injection, pods), injection, write))
                .orElseGet(() -> Decision.Ask.about(Question.PODS));
    }

    private PreflightPlan plan(Injection injection, List<Pod> pods) {
        return PreflightPlan.of(
                resource,
                observation.workload(),
                injection.storage().container(),
                injection.desired(),
                pods,
                observation.answers().constraints().orElseThrow().claims(),
                observation.history().preflight().map(Preflight::attempts).orElse(0));
    }

    private Decision planned(PreflightPlan plan, Injection injection, Function<Injection, Decision> write) {
        if (plan instanceof PreflightPlan.Impossible impossible) {
            return impossible.isBetweenPods(observation.now().minus(NEXT_POD))
                    ? new Decision.Wait(BETWEEN_PODS, Optional.of(injection.storage()), Optional.empty())
                    : without(impossible.why(), injection, write);
        }
        PreflightRequest request = ((PreflightPlan.Possible) plan).request();
        Optional<Preflight> own = observation
                .history()
                .preflight()
                .filter(known -> known.injection().equals(request.injection()));
        Optional<String> impossible = own.filter(
                        known -> observation.now().isBefore(known.changed().plus(IMPOSSIBLE_FOR)))
                .filter(known -> known.is(Kind.IMPOSSIBLE))
                .flatMap(Preflight::verdict)
                .map(PreflightVerdict::message);
        if (impossible.isPresent()) {
            return without(impossible.get(), injection, write);
        }
        boolean ownProof = own.filter(
                        known -> known.is(Kind.PASSED) && known.proof().equals(request.proof()))
                .isPresent();
        if (ownProof || preflights.proofs().contains(request.proof())) {
            return write.apply(injection.remarking(request.unproven()));
        }
        int attempt = own.filter(known -> known.running() || known.is(Kind.INTERRUPTED))
                        .map(Preflight::attempts)
                        .orElse(0)
                + 1;
        return new Decision.BeginPreflight(
                request,
                attempt,
                observation.history().preflight().filter(Preflight::running).map(Preflight::pod),
                injection.hazard(),
                write.apply(injection.remarking(request.unproven())),
                waiting(request.node(), injection));
    }

    private static Decision.Wait waiting(String node, Injection injection) {
        return new Decision.Wait(
                new Verdict(
                        Reason.PREFLIGHT_RUNNING,
                        "a pod runs the exporter on node " + node
                                + " until its first scan has ended; the registry is not restarted before"),
                Optional.of(injection.storage()),
                Optional.empty());
    }

    private static Decision.Wait failure(PreflightVerdict verdict, InjectionFingerprint injection) {
        return new Decision.Wait(
                new Verdict(
                        Reason.PREFLIGHT_FAILED,
                        verdict.message() + NOTHING_WRITTEN + "Remove the cause, then change the resource or set"
                                + " annotation " + Names.RETRY + " to a new value"),
                Optional.empty(),
                Optional.of(injection));
    }

    /** Where no preflight can run, the resource decides whether the injection goes on. */
    private Decision without(String why, Injection injection, Function<Injection, Decision> write) {
        return resource.wanted().rollout().preflight() == RolloutSpec.Preflight.REQUIRED
                ? new Decision.Wait(
                        new Verdict(
                                Reason.PREFLIGHT_FAILED,
                                "no preflight can run: " + why + NOTHING_WRITTEN
                                        + "spec.rollout.preflight is Required; Auto injects without one"),
                        Optional.of(injection.storage()),
                        Optional.empty())
                : write.apply(injection.remarking("no preflight ran: " + why));
    }
}
