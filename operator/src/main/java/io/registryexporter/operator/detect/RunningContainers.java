package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.util.stream.Stream;

/** The containers that run as long as the pod: an init container with restartPolicy Always is one of them. */
final class RunningContainers {
    private RunningContainers() {}

    static Stream<Container> of(PodSpec pod) {
        Stream<Container> sidecars =
                pod.getInitContainers().stream().filter(container -> "Always".equals(container.getRestartPolicy()));
        return Stream.concat(pod.getContainers().stream(), sidecars);
    }
}
