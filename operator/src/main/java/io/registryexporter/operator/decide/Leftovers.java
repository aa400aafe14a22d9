package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;
import java.util.TreeSet;

/** What stays in a workload after the operator has given up its fields, because somebody else has written them too. */
public final class Leftovers {
    private Leftovers() {}

    /** Why something stays; empty where nothing does. */
    public static Optional<Verdict> of(Workload released) {
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
