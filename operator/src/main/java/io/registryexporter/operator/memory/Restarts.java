package io.registryexporter.operator.memory;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.Workload;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The restarts of registries that the operator has caused, until they have ended. What carries the exporter says so
 * itself; this remembers those from which it was taken, and since when a rollout has not moved. It is lost with the
 * process, which makes at most one restart more at a time.
 */
public final class Restarts {
    /**
     * As a Deployment's default, beside what its pods take to end and to count as available; a StatefulSet has none of its
     * own, nor has a Deployment where it was taken off.
     */
    static final Duration DEADLINE = Duration.ofMinutes(10);

    private final Map<String, Course> courses = new ConcurrentHashMap<>();

    /** By uid, the template whose rollout has ended well: what becomes of its pods later is no restart of the operator's. */
    private final Map<String, String> ended = new ConcurrentHashMap<>();

    private final Set<String> met = ConcurrentHashMap.newKeySet();

    private final Clock clock;

    public Restarts(Clock clock) {
        this.clock = clock;
    }

    private record Course(String resource, RolloutFacts facts, Instant since, Optional<Optional<String>> hazard) {
        Course at(RolloutFacts now, Instant instant) {
            return facts.equals(now) ? this : new Course(resource, now, instant, hazard);
        }

        Course with(Optional<String> judged) {
            return new Course(resource, facts, since, Optional.of(judged));
        }
    }

    /** The operator has written; what may become of it has been judged before. */
    public void began(RegistryExporter resource, Workload written, Optional<String> hazard) {
        ended.remove(written.uid());
        courses.put(
                written.uid(),
                new Course(resource.getMetadata().getName(), written.rollout(), clock.instant(), Optional.of(hazard)));
    }

    /** How the rollout stands; stuck where nothing has moved for the deadline and its controller has none. */
    public RolloutFacts facts(RegistryExporter resource, Workload workload) {
        RolloutFacts facts = workload.rollout();
        if (facts.complete()) {
            ended(workload);
        } else if (workload.templateDigest().equals(ended.get(workload.uid()))) {
            facts = facts.asFinished();
        } else {
            ended.remove(workload.uid());
        }
        if (!facts.restarting()) {
            courses.remove(workload.uid());
            return facts;
        }
        return followed(resource, workload, facts);
    }

    /**
     * A workload is looked at, maybe for the first time.
     *
     * @param toldBefore whether a process before has told that the rollout of its newest template ended well
     */
    public void met(Workload workload, BooleanSupplier toldBefore) {
        if (met.add(workload.uid()) && toldBefore.getAsBoolean()) {
            ended(workload);
        }
    }

    private void ended(Workload workload) {
        ended.put(workload.uid(), workload.templateDigest());
    }

    private RolloutFacts followed(RegistryExporter resource, Workload workload, RolloutFacts facts) {
        if (workload.changedByOperator()) {
            courses.putIfAbsent(
                    workload.uid(),
                    new Course(resource.getMetadata().getName(), facts, clock.instant(), Optional.empty()));
        }
        Optional<Course> course = Optional.ofNullable(
                courses.computeIfPresent(workload.uid(), (uid, known) -> known.at(facts, clock.instant())));
        Duration deadline = DEADLINE.plus(workload.strategy().perPod());
        boolean over = !facts.timed()
                && course.filter(known -> !clock.instant().isBefore(known.since.plus(deadline)))
                        .isPresent();
        return over ? facts.stuckBecause("nothing has moved for " + deadline.toMinutes() + " minutes") : facts;
    }

    /** Whether a rollout is one of the operator's, and neither has ended nor has failed. */
    public boolean restarting(Workload workload, RolloutFacts facts) {
        boolean caused = workload.carries()
                ? workload.changedByOperator()
                // Without a controller nothing restarts.
                : facts.seen() && courses.containsKey(workload.uid());
        boolean failed = facts.observed() && facts.stuck().isPresent();
        return caused && facts.restarting() && !failed;
    }

    /** Whether the exporter was taken from it by that resource, and its rollout goes on. */
    public boolean leaving(RegistryExporter resource, Workload workload) {
        boolean known = Optional.ofNullable(courses.get(workload.uid()))
                .filter(course -> course.resource.equals(resource.getMetadata().getName()))
                .isPresent();
        return known && !workload.carries() && restarting(workload, facts(resource, workload));
    }

    /** What may become of a rollout; judged once. */
    public Optional<String> hazard(Workload workload, Supplier<Optional<String>> judge) {
        Optional<Course> course = Optional.ofNullable(courses.get(workload.uid()));
        if (course.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> hazard = course.get().hazard.orElseGet(judge);
        courses.computeIfPresent(workload.uid(), (uid, known) -> known.with(hazard));
        return hazard;
    }

    /** For how long nothing has moved. */
    public Duration still(Workload workload) {
        return Optional.ofNullable(courses.get(workload.uid()))
                .map(course -> Duration.between(course.since, clock.instant()))
                .orElse(Duration.ZERO);
    }

    /** How many are followed. */
    public int count() {
        return courses.size();
    }

    /** Forgets all workloads but those that are there. */
    public void retain(Set<String> uids) {
        courses.keySet().retainAll(uids);
        ended.keySet().retainAll(uids);
        met.retainAll(uids);
    }
}
