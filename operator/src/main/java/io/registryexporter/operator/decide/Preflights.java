package io.registryexporter.operator.decide;

import java.util.Optional;
import java.util.Set;

/**
 * The preflights that a round knows.
 *
 * @param running uid of the workload whose preflight runs
 * @param proofs what passed preflights proved
 * @param mode which preflights may begin
 */
public record Preflights(Optional<String> running, Set<String> proofs, Mode mode) {

    /** Which preflights may begin. */
    public enum Mode {
        /** The next preflight of a resource waits for the one that runs. */
        ONE_AT_A_TIME,
        /** No preflight waits for another, in a forecast of what follows. */
        ALL_AT_ONCE,
        /** Nobody knows whether a pod of the registry runs, because there is no cluster. */
        WITHOUT_CLUSTER
    }

    public Preflights {
        proofs = Set.copyOf(proofs);
    }

    /** No preflight runs, and none has passed. */
    public static Preflights none() {
        return new Preflights(Optional.empty(), Set.of(), Mode.ONE_AT_A_TIME);
    }

    /** The same while the preflight of that workload runs. */
    Preflights running(String uid) {
        return new Preflights(Optional.of(uid), proofs, mode);
    }

    /** Whether the preflight of another workload runs. */
    boolean busyFor(String uid) {
        return mode == Mode.ONE_AT_A_TIME
                && running.filter(other -> !other.equals(uid)).isPresent();
    }
}
