package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.workload.Withdrawal;
import java.util.Optional;
import java.util.Set;

/** Why the exporter is removed from a workload. */
public sealed interface RemovalCause {

    /** The message of the event. */
    String why();

    /**
     * Whether the removal waits for the restart budget; a removal does not wait if the exporter blocks its registry.
     */
    default boolean waitsForTurn() {
        return true;
    }

    /** The note that stays on the workload; empty if none does. */
    default Optional<Withdrawal> note() {
        return Optional.empty();
    }

    /** The verdict that the status reports after the removal; empty if the workload is no target any more. */
    default Optional<Verdict> reported() {
        return Optional.empty();
    }

    /** The injection that the operator does not repeat after the removal. */
    default Optional<InjectionFingerprint> notTriedAgain() {
        return Optional.empty();
    }

    /** Whether the same exporter is likely to fail in other workloads too. */
    default boolean concernsOthers() {
        return false;
    }

    /** Uids of the pods whose exporter failed. */
    default Set<String> failedPods() {
        return Set.of();
    }

    /** An opt-out, the selector or an obstacle excludes the workload. */
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
     * @param fingerprint of the failed injection
     * @param failedPods uids of the pods whose exporter failed
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
            return Optional.of(Withdrawal.of(fingerprint.value(), withdrawn()));
        }

        @Override
        public Optional<Verdict> reported() {
            return Optional.of(withdrawn());
        }

        @Override
        public boolean concernsOthers() {
            return Plan.StayWithdrawn.concernsOthers(failure);
        }

        @Override
        public Optional<InjectionFingerprint> notTriedAgain() {
            return Optional.of(fingerprint);
        }

        private Verdict withdrawn() {
            return new Verdict(
                    failure.reason(),
                    failure.message()
                            + "; the exporter was withdrawn. Remove the cause, then change the resource or set"
                            + " annotation "
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

    /** The resource was deleted without its cleanup. */
    record Orphaned() implements RemovalCause {
        @Override
        public String why() {
            return "the RegistryExporter of the workload does not exist any more";
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
