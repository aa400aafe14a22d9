package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.Optional;

/** What a resource wants of a workload, whosever turn it is; {@link Decision} is what is done about it now. */
public sealed interface Plan {

    /** Calls the case of this plan. */
    <T> T accept(Cases<T> cases);

    /** One method for each plan, so that a new plan does not compile before every reader knows it. */
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

    /** What would be written of the exporter; empty where the exporter stays as it is, or goes. */
    default Optional<DesiredWorkload> toWrite() {
        return Optional.empty();
    }

    /** Whether the resource may still change the exporter that the workload carries. */
    default boolean isAboutCarried() {
        return false;
    }

    /** The same plan for a resource that is paused: one that writes is postponed. */
    default Plan paused() {
        return this;
    }

    private static Plan paused(String what) {
        return new Postpone(new Verdict(Reason.PAUSED, "spec.paused is true; without it the operator would " + what));
    }

    /** The plan depends on something that was not read yet. */
    record Ask(Question question) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.ask(this);
        }
    }

    /** The workload carries what it has to. */
    record Keep(RegistryStorage storage, DesiredWorkload desired) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.keep(this);
        }
    }

    /** The workload carries nothing of the operator's yet. */
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

    /** The workload carries something of the operator's that has to change. */
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

    /** What the workload carries of the operator's has to go. */
    record Remove(Verdict why) implements Plan {
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
            return Plan.paused("take the exporter back: " + why.message());
        }
    }

    /** The workload carries nothing of the operator's, and nothing is to be done. */
    record Skip(Verdict why) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.skip(this);
        }
    }

    /** The exporter was withdrawn from the workload, and nothing about it is new since. */
    record StayWithdrawn(Verdict why, InjectionFingerprint fingerprint) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.stayWithdrawn(this);
        }

        /** Whether the same exporter is likely to fail in other workloads too. */
        public boolean concernsOthers() {
            return concernsOthers(why);
        }

        /** A deadline and a refused pod concern one workload alone. */
        public static boolean concernsOthers(Verdict failure) {
            return failure.reason() != Reason.PROGRESS_DEADLINE_EXCEEDED && failure.reason() != Reason.FAILED_CREATE;
        }
    }

    /** Something would have to be done, but not now: what the workload carries stays as it is. */
    record Postpone(Verdict why) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.postpone(this);
        }

        @Override
        public boolean isAboutCarried() {
            return true;
        }
    }

    /** Another field manager undoes what the operator writes, so that the operator writes nothing more. */
    record GiveIn(Verdict why, InjectionFingerprint fingerprint) implements Plan {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.giveIn(this);
        }
    }
}
