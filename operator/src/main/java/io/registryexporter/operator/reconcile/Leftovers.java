package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;
import java.util.TreeSet;

/** What stays in a workload after the operator has given up its fields, because somebody else has written them too. */
final class Leftovers {
    private Leftovers() {}

    static Optional<Verdict> of(Workload released) {
        if (released.exporter().isEmpty() && released.injectedBy().isEmpty()) {
            return Optional.empty();
        }
        String managers = released.otherManagers().isEmpty()
                ? "another field manager"
                : String.join(", ", new TreeSet<>(released.otherManagers()));
        return Optional.of(new Verdict(
                Reason.OWNED_BY_OTHER_MANAGER,
                "given up, but container " + Names.CONTAINER + " or annotation " + Names.INJECTED_BY
                        + " was written by " + managers + " too, so that it stays; remove it there"));
    }
}
