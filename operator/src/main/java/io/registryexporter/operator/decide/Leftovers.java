package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;
import java.util.TreeSet;

/** The operator's fields that stay in a workload after a removal, because other managers own them too. */
public final class Leftovers {
    private Leftovers() {}

    /** Why fields stay; empty if none do. */
    public static Optional<Verdict> of(Workload workload) {
        if (workload.exporter().isEmpty() && workload.injectedBy().isEmpty()) {
            return Optional.empty();
        }
        String managers = workload.otherManagers().isEmpty()
                ? "another field manager"
                : String.join(", ", new TreeSet<>(workload.otherManagers()));
        return Optional.of(new Verdict(
                Reason.OWNED_BY_OTHER_MANAGER,
                "the operator gave up its fields, but container"
                        + " " + Names.CONTAINER + " or annotation " + Names.INJECTED_BY
                        + " was written by " + managers + " too, so it stays; remove it there"));
    }
}
