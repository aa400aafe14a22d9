package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.workload.Withdrawal;
import java.util.Optional;
import java.util.Set;

/** Why the exporter is removed from a workload. */
public sealed interface RemovalCause {

    /** A sentence for the event. */
    String why();

    /** Whether the removal waits until it may restart the registry: not where the exporter keeps it from running. */
    default boolean waitsForTurn() {
        return true;
    }

    /** The note that stays on the workload; empty where nothing stays. */
    default Optional<Withdrawal> note() {
        return Optional.empty();
    }

    /** What the status reports of the target after the removal; empty where the workload is no target any more. */
    default Optional<Verdict> reported() {
        return Optional.empty();
    }

    /** What is not tried again after the removal. */
    default Optional<InjectionFingerprint> notTriedAgain() {
        return Optional.empty();
    }

    /** Pods with which the exporter failed. */
    default Set<String> failedPods() {
        return Set.of();
    }

    /** Somebody or something does not want the exporter here: an annotation, a selector, a refusal. */
    record NotWanted(Verdict verdict) implements RemovalCause {
        @Override
        public String why() {
            return verdict.message();
        }

        @Override
        public Optional<Verdict> reported() {
            return Optional.of(verdict);
        }
    }

    /**
     * The rollout failed because of the exporter.
     *
     * @param fingerprint what failed
     * @param failedPods uids of the pods with which it failed
     */
    record Failed(Verdict failure, InjectionFingerprint fingerprint, Set<String> failedPods) implements RemovalCause {
        public Failed {
            failedPods = Set.copyOf(failedPods);
        }

        @Override
        public String why() {
            return failure.message();
        }

        @Override
        public boolean waitsForTurn() {
            return false;
        }

        @Override
        public Optional<Withdrawal> note() {
            Verdict verdict = withdrawn();
            return Optional.of(
                    new Withdrawal(fingerprint.value(), verdict.reason().toString(), verdict.message()));
        }

        @Override
        public Optional<Verdict> reported() {
            return Optional.of(withdrawn());
        }

        @Override
        public Optional<InjectionFingerprint> notTriedAgain() {
            return Optional.of(fingerprint);
        }

        private Verdict withdrawn() {
            return new Verdict(
                    failure.reason(),
                    failure.message()
                            + "; the exporter was withdrawn. Remove the cause, then change the resource or set annotation "
                            + Names.RETRY + " to a new value");
        }
    }

    /** The resource is being deleted. */
    record ResourceDeleted() implements RemovalCause {
        @Override
        public String why() {
            return "the resource is deleted";
        }
    }

    /** The resource went without its cleanup. */
    record Orphaned() implements RemovalCause {
        @Override
        public String why() {
            return "no RegistryExporter has it any more";
        }
    }

    /** The operator is being uninstalled. */
    record Uninstalled() implements RemovalCause {
        @Override
        public String why() {
            return "the operator is uninstalled";
        }

        @Override
        public boolean waitsForTurn() {
            return false;
        }
    }
}
