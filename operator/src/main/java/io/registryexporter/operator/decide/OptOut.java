package io.registryexporter.operator.decide;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import java.util.Map;
import java.util.Optional;

/** The opt-out by annotation: that of the workload wins over that of its namespace. */
final class OptOut {
    private OptOut() {}

    static Optional<Verdict> of(Map<String, String> workload, Map<String, String> namespace) {
        Optional<String> own = Optional.ofNullable(workload.get(Names.INJECT));
        if (own.isPresent()) {
            return refusal(own, "workload");
        }
        return refusal(Optional.ofNullable(namespace.get(Names.INJECT)), "namespace");
    }

    private static Optional<Verdict> refusal(Optional<String> annotation, String where) {
        return annotation
                .filter(value -> value.trim().equalsIgnoreCase("false"))
                .map(value -> new Verdict(
                        Reason.OPTED_OUT,
                        "annotation " + Names.INJECT + ": \"" + value + "\" on the " + where
                                + "; remove it to inject"));
    }
}
