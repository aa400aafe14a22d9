package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.Optional;

/** What a resource asks for in a workload, without regard to turns; {@link Decision} is what the operator does now. */
public sealed interface Plan {

    /** Calls the case of this plan. */
    <T> T accept(Cases<T> cases);

    /** One method for each plan, so that a new plan does not compile until every visitor handles it. */
    interface Cases<T> {
        T ask(Ask ask);

        T keep(Keep keep);

        T inject(Inject inject);

        T update(Update update);

        T remove(Remove remove);

        T skip(Skip skip);

        T stayWithdrawn(StayWithdrawn stay);

        T postpone(Postpone postpone);

        T giveIn(GiveIn giveIn);
    }

    /** The exporter that the plan would write; empty if the exporter stays as it is, or is removed. */
    default Optional<DesiredWorkload> toWrite() {
        return Optional.empty();
    }

    /** Whether the resource may still change the exporter that the workload carries. */
    default boolean isAboutCarried() {
        return false;
    }

    /** The plan for a paused resource: it postpones every write. */
    default Plan paused() {
        return this;
    }

    private static Plan paused(String what) {
        return Postpone.because(
                new Verdict(Reason.PAUSED, "spec.paused is true; without it the operator would " + what));
    }

    /** The plan needs the answer to a question first. */
    record Ask(Question question) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.ask(this);
        }
    }

    /** The workload carries the desired exporter. */
    record Keep(RegistryStorage storage, DesiredWorkload desired) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.keep(this);
        }
    }

    /** The workload carries none of the operator's fields yet. */
    record Inject(RegistryStorage storage, DesiredWorkload desired) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.inject(this);
        }

        @Override
        public Optional<DesiredWorkload> toWrite() {
            return Optional.of(desired);
        }

        @Override
        public Plan paused() {
            return Plan.paused("inject the exporter");
        }
    }

    /** The workload carries fields of the operator that have to change. */
    record Update(RegistryStorage storage, DesiredWorkload desired) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.update(this);
        }

        @Override
        public boolean isAboutCarried() {
            return true;
        }

        @Override
        public Optional<DesiredWorkload> toWrite() {
            return Optional.of(desired);
        }

        @Override
        public Plan paused() {
            return Plan.paused("update the exporter");
        }
    }

    /**
     * The operator's fields have to be removed from the workload.
     *
     * @param asked whether the owner of the workload asked for that by an opt-out
     */
    record Remove(Verdict why, boolean asked) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.remove(this);
        }

        @Override
        public boolean isAboutCarried() {
            return true;
        }

        @Override
        public Plan paused() {
            return Plan.paused("remove the exporter: " + why.message());
        }
    }

    /** The workload carries none of the operator's fields, and nothing has to change. */
    record Skip(Verdict why) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.skip(this);
        }
    }

    /** The exporter was withdrawn from the workload, and nothing has changed since. */
    record StayWithdrawn(Verdict why, InjectionFingerprint fingerprint) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.stayWithdrawn(this);
        }

        /** Whether the same exporter is likely to fail in other workloads too. */
        public boolean concernsOthers() {
            return concernsOthers(why);
        }

        /** A missed deadline and a rejected pod concern only one workload. */
        public static boolean concernsOthers(Verdict failure) {
            return failure.reason() != Reason.PROGRESS_DEADLINE_EXCEEDED && failure.reason() != Reason.FAILED_CREATE;
        }
    }

    /**
     * The workload has to change, but not now; its exporter stays as it is.
     *
     * @param notTriedAgain the injection whose preflight failed
     */
    record Postpone(Verdict why, Optional<InjectionFingerprint> notTriedAgain) implements Plan {

        /** A change that did not fail. */
        static Postpone because(Verdict why) {
            return new Postpone(why, Optional.empty());
        }

        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.postpone(this);
        }

        @Override
        public boolean isAboutCarried() {
            return true;
        }
    }

    /** Another field manager undoes the writes of the operator, so the operator stops writing. */
    record GiveIn(Verdict why, InjectionFingerprint fingerprint) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.giveIn(this);
        }
    }
}
