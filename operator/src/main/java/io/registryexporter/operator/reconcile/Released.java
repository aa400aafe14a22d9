package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.plan.Verdict;
import java.util.Optional;

/**
 * What became of taking back.
 *
 * @param gone whether the workload itself is not there any more
 * @param restarts whether pods are being replaced because of it
 * @param left why something of the operator's still is
 */
record Released(boolean gone, boolean restarts, Optional<Verdict> left) {
    static final Released GONE = new Released(true, false, Optional.empty());

    static Released after(boolean restarts, Optional<Verdict> left) {
        return new Released(false, restarts, left);
    }

    static Released leaving(Optional<Verdict> left) {
        return new Released(false, false, left);
    }
}
