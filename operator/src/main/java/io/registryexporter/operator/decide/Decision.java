package io.registryexporter.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.List;
import java.util.Optional;

/** What is done about one workload now. */
public sealed interface Decision {

    /** Calls the case of this decision. */
    <T> T accept(Cases<T> cases);

    /** One method for each decision, so that a new decision does not compile before every reader knows it. */
    interface Cases<T> {
        T inject(Inject inject);

        T update(Update update);

        T remove(Remove remove);

        T deletePods(DeletePods delete);

        T leaveBehind(LeaveBehind leaveBehind);

        T wait(Wait wait);

        T keep(Keep keep);

        T skip(Skip skip);

        T ask(Ask ask);
    }

    /** What is done where the API server refuses this decision; empty where nothing is. */
    default Optional<Decision> ifRefused() {
        return Optional.empty();
    }

    /** The exporter comes into a workload that carries none. */
    record Inject(Injection injection) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.inject(this);
        }
    }

    /**
     * The exporter that a workload carries becomes another one.
     *
     * @param ifRefused a removal, where what the workload carries keeps its registry from running
     */
    record Update(Injection injection, Optional<Decision> ifRefused) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.update(this);
        }
    }

    /** The exporter, and every other field of the operator's, goes. */
    record Remove(RemovalCause cause) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.remove(this);
        }
    }

    /**
     * Pods go for which a StatefulSet without the exporter waits in vain.
     *
     * @param then what is reported of the workload
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

    /** The operator has given up its fields before, and others have written them too: they have to remove the rest. */
    record LeaveBehind(Verdict why) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.leaveBehind(this);
        }
    }

    /**
     * Something would have to be done, but not now; what the workload carries stays as it is.
     *
     * @param storage what the exporter would read, where that is known
     * @param notTriedAgain what was given up
     */
    record Wait(Verdict why, Optional<RegistryStorage> storage, Optional<InjectionFingerprint> notTriedAgain)
            implements Decision {

        /** One that gives nothing up. */
        public static Wait because(Verdict why) {
            return new Wait(why, Optional.empty(), Optional.empty());
        }

        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.wait(this);
        }
    }

    /**
     * The workload carries what it has to.
     *
     * @param verdict how far the exporter has come
     * @param image of the exporter
     * @param hazard what may become of the rollout under way
     */
    record Keep(Verdict verdict, RegistryStorage storage, String image, Optional<String> hazard) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.keep(this);
        }
    }

    /**
     * The workload carries nothing of the operator's, and nothing is to be done.
     *
     * @param notTriedAgain what has failed and is not tried again
     */
    record Skip(Verdict why, Optional<InjectionFingerprint> notTriedAgain) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.skip(this);
        }
    }

    /** The decision depends on something that was not read yet. */
    record Ask(Question question) implements Decision {
        @Override
        public <T> T accept(Cases<T> cases) {
            return cases.ask(this);
        }
    }
}
