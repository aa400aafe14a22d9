package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/** Numbers that the API server leaves out where they are zero. */
final class Counts {
    private Counts() {}

    static int of(Integer value, int absent) {
        return Objects.requireNonNullElse(value, absent);
    }

    static boolean seen(Long observedGeneration) {
        return Objects.requireNonNullElse(observedGeneration, 0L) > 0;
    }

    static boolean observed(HasMetadata object, Long observedGeneration) {
        long generation = Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L);
        return Objects.requireNonNullElse(observedGeneration, 0L) >= generation && generation > 0;
    }
}
