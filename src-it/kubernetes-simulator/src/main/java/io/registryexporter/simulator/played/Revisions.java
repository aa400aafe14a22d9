package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;

/** The annotation that counts rollouts. */
final class Revisions {
    static final String ANNOTATION = "deployment.kubernetes.io/revision";

    private Revisions() {}

    /** 0 if there is none. */
    static long of(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .map((Map<String, String> annotations) -> annotations.get(ANNOTATION))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
