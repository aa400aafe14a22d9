package io.registryexporter.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.preflight.Preflight;
import io.registryexporter.operator.decide.preflight.PreflightRequest;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.List;
import java.util.Optional;

/** The decision about one workload. */
public sealed interface Decision {

    /** Calls the case of this decision. */
    <T> T accept(Cases<T> cases);

    /** One method for each decision, so that a new decision does not compile until every visitor handles it. */
    interface Cases<T> {
        T inject(Inject inject);

        T update(Update update);

        T beginPreflight(BeginPreflight begin);

        T endPreflight(EndPreflight end);

        T remove(Remove remove);

        T deletePods(DeletePods delete);

        T leaveBehind(LeaveBehind leaveBehind);

        T wait(Wait wait);

        T keep(Keep keep);

        T skip(Skip skip);

        T ask(Ask ask);
    }

    /** The decision to carry out instead if the API server refuses this one; empty if there is none. */
    default Optional<Decision> ifRefused() {
        return Optional.empty();
    }

    /** Whether a preflight of the workload runs after this decision. */
    default boolean followsPreflight() {
        return false;
    }

    /** The operator injects the exporter into a workload that carries none. */
    record Inject(Injection injection) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.inject(this);
        }
    }

    /**
     * The operator updates the exporter that a workload carries.
     *
     * @param ifRefused a removal, if the current exporter blocks its registry
     */
    record Update(Injection injection, Optional<Decision> ifRefused) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.update(this);
        }
    }

    /**
     * The operator runs the exporter in a pod of its own, before it writes to the workload.
     *
     * @param attempt the number of the pod, if others deleted the previous pods of the same preflight
     * @param previous name of the pod that this one replaces
     * @param hazard of the rollout that follows, for the user
     * @param then the decision after a preflight that passes
     * @param until the decision that the status reports meanwhile
     */
    record BeginPreflight(
            PreflightRequest request,
            int attempt,
            Optional<String> previous,
            Optional<String> hazard,
            Decision then,
            Wait until)
            implements Decision {
        @Override
        public boolean followsPreflight() {
            return true;
        }

        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.beginPreflight(this);
        }
    }

    /**
     * The operator deletes the pod of a preflight.
     *
     * @param preflight with its verdict
     * @param then the decision that the status reports
     */
    record EndPreflight(Preflight preflight, Wait then) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.endPreflight(this);
        }
    }

    /**
     * The operator removes the exporter and all its other fields.
     *
     * @param loss the storage that the restart loses, for the user; empty if none is lost
     */
    record Remove(RemovalCause cause, Optional<String> loss) implements Decision {

        /** A removal that loses no storage. */
        public Remove(RemovalCause cause) {
            this(cause, Optional.empty());
        }

        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.remove(this);
        }
    }

    /**
     * The operator deletes pods that block the rollout of a StatefulSet without the exporter.
     *
     * @param then the decision that the status reports
     */
    record DeletePods(List<Pod> pods, Skip then) implements Decision {
        public DeletePods {
            pods = List.copyOf(pods);
        }

        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.deletePods(this);
        }
    }

    /** The operator gave up its fields before, but other managers own them too and have to remove the rest. */
    record LeaveBehind(Verdict why) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.leaveBehind(this);
        }
    }

    /**
     * The workload has to change, but not now; its exporter stays as it is.
     *
     * @param storage that the exporter would read, if it is known
     * @param notTriedAgain the injection that the operator does not repeat
     */
    record Wait(Verdict why, Optional<RegistryStorage> storage, Optional<InjectionFingerprint> notTriedAgain)
            implements Decision {

        @Override
        public boolean followsPreflight() {
            return why.reason() == Reason.PREFLIGHT_RUNNING;
        }

        /** A wait without an injection that the operator gave up. */
        public static Wait because(Verdict why) {
            return new Wait(why, Optional.empty(), Optional.empty());
        }

        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.wait(this);
        }
    }

    /**
     * The workload carries the desired exporter.
     *
     * @param verdict about the rollout
     * @param image of the exporter
     * @param hazard of the rollout under way
     * @param judged whether the hazard of the rollout under way was looked for
     */
    record Keep(Verdict verdict, RegistryStorage storage, String image, Optional<String> hazard, boolean judged)
            implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.keep(this);
        }
    }

    /**
     * The workload carries none of the operator's fields, and nothing has to change.
     *
     * @param notTriedAgain the failed injection that the operator does not repeat
     */
    record Skip(Verdict why, Optional<InjectionFingerprint> notTriedAgain) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.skip(this);
        }
    }

    /**
     * The decision needs the answer to a question first.
     *
     * @param unanswered the decision if the API server does not answer; empty if nothing can be decided then
     */
    record Ask(Question question, Optional<Decision> unanswered) implements Decision {

        /** A question without whose answer nothing can be decided. */
        static Ask about(Question question) {
            return new Ask(question, Optional.empty());
        }

        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.ask(this);
        }
    }
}
