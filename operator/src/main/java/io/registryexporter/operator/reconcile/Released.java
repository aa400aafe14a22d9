package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.plan.Verdict;
import java.util.Optional;

/**
 * What became of taking back.
 *
 * @param gone whether the workload itself is not there any more
 * @param left why something of the operator's still is
 */
record Released(boolean gone, Optional<Verdict> left) {
    static final Released GONE = new Released(true, Optional.empty());

    static Released leaving(Optional<Verdict> left) {
        return new Released(false, left);
    }
}
