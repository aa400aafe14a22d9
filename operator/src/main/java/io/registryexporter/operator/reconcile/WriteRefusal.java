package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.plan.Verdict;
import java.util.Optional;
import java.util.TreeSet;

/** Why nothing was written, and what to do about it. */
final class WriteRefusal {
    private WriteRefusal() {}

    /** Nothing where it was written, or the workload is gone. */
    static Optional<Verdict> of(Written written) {
        if (written instanceof Written.Conflict conflict) {
            return Optional.of(new Verdict(
                    Reason.OWNED_BY_OTHER_MANAGER,
                    conflict.message() + "; nothing was written. Let that manager give the fields up, or set"
                            + " annotation " + Names.INJECT + ": \"false\""));
        }
        if (written instanceof Written.Shared shared) {
            return Optional.of(new Verdict(
                    Reason.OWNED_BY_OTHER_MANAGER,
                    "not taken back, and nothing was written: container " + Names.CONTAINER + " was written by "
                            + String.join(", ", new TreeSet<>(shared.managers()))
                            + " too, so that a part of it would stay; remove it there"));
        }
        if (written instanceof Written.Forbidden forbidden) {
            return Optional.of(new Verdict(
                    Reason.APPLY_FORBIDDEN, forbidden.message() + "; apply the roles in deploy to this namespace"));
        }
        return written instanceof Written.Rejected rejected
                ? Optional.of(new Verdict(Reason.APPLY_REJECTED, rejected.message()))
                : Optional.empty();
    }
}
