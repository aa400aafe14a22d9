package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;

/** Which container is the registry. */
sealed interface ContainerChoice permits ContainerChoice.Chosen, Obstacle {

    /** The registry, and by what it was known. */
    record Chosen(Container container, String how) implements ContainerChoice {}
}
