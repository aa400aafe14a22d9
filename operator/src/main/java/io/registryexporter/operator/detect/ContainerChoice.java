package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;

/** Which container is the registry. */
sealed interface ContainerChoice permits ContainerChoice.Chosen, Obstacle {

    /** The registry, and the clue that identified it. */
    record Chosen(Container container, String how) implements ContainerChoice {}
}
