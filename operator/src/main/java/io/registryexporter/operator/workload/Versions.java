package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Objects;

/** Versions of one object, to be compared: a resource version is a number that grows, since Kubernetes 1.35 by promise. */
public final class Versions {
    private Versions() {}

    public static long of(HasMetadata object) {
        return of(
                Objects.requireNonNullElse(object.getMetadata().getResourceVersion(), ""),
                Objects.requireNonNullElse(object.getMetadata().getGeneration(), 0L));
    }

    /** The generation, which grows less often, where the version is no number. */
    static long of(String resourceVersion, long generation) {
        try {
            return Long.parseLong(resourceVersion);
        } catch (NumberFormatException e) {
            return generation;
        }
    }
}
