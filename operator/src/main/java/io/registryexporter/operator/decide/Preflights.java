package io.registryexporter.operator.decide;

import java.util.Optional;
import java.util.Set;

/**
 * The preflights that a round knows.
 *
 * @param running uid of the workload whose preflight runs
 * @param proofs what passed preflights proved
 * @param oneAtATime whether the next preflight of the resource waits for the one that runs
 */
public record Preflights(Optional<String> running, Set<String> proofs, boolean oneAtATime) {
    public Preflights {
        proofs = Set.copyOf(proofs);
    }

    /** No preflight runs, and none has passed. */
    public static Preflights none() {
        return new Preflights(Optional.empty(), Set.of(), true);
    }

    /** The same without a wait for other preflights. */
    public Preflights allAtOnce() {
        return new Preflights(running, proofs, false);
    }

    /** The same while the preflight of that workload runs. */
    Preflights running(String uid) {
        return new Preflights(Optional.of(uid), proofs, oneAtATime);
    }

    /** Whether the preflight of another workload runs. */
    boolean busyFor(String uid) {
        return oneAtATime && running.filter(other -> !other.equals(uid)).isPresent();
    }
}
