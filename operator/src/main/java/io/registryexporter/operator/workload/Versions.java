package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/**
 * Comparable versions of one object: resource versions are growing numbers, which Kubernetes guarantees since 1.35.
 */
public final class Versions {
    private Versions() {}

    public static long of(HasMetadata object) {
        return of(
                Objects.requireNonNullElse(object.getMetadata().getResourceVersion(), ""),
                Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L));
    }

    /** Falls back to the generation, which grows less often, if the version is not a number. */
    static long of(String resourceVersion, long generation) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException e) {
            return generation;
        }
    }
}
