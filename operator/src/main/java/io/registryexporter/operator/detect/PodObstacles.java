package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What in a pod leaves no room for another exporter. */
public final class PodObstacles {

    private PodObstacles() {}

    /**
     * An exporter that somebody else put there, as the original's README says.
     *
     * @param ours whether the container of our name is the operator's own
     */
    public static Optional<Obstacle> exporterByHand(PodSpec pod, boolean ours) {
        return containers(pod)
                .filter(container -> !(ours && Names.CONTAINER.equals(container.getName())))
                .filter(PodObstacles::isExporter)
                .findFirst()
                .map(container -> new Obstacle(
                        Reason.ALREADY_PRESENT,
                        "container " + container.getName() + " is an exporter that was put there by hand; it is left"
                                + " alone. Remove it to let the operator inject its own"));
    }

    /** A container that has the port already. */
    public static Optional<Obstacle> portInUse(PodSpec pod, int port) {
        return containers(pod)
                .filter(container -> !Names.CONTAINER.equals(container.getName()))
                .filter(container -> declares(container, port))
                .findFirst()
                .map(container -> portInUse(container.getName(), port));
    }

    /** A port that a container of that name has. */
    public static Obstacle portInUse(String container, int port) {
        return new Obstacle(
                Reason.PORT_IN_USE,
                "container " + container + " has port " + port + "; choose another in spec.exporter.port");
    }

    private static Stream<Container> containers(PodSpec pod) {
        // An init container that is always restarted runs beside the others.
        Stream<Container> sidecars =
                pod.getInitContainers().stream().filter(container -> "Always".equals(container.getRestartPolicy()));
        return Stream.concat(pod.getContainers().stream(), sidecars);
    }

    private static boolean isExporter(Container container) {
        return Names.CONTAINER.equals(container.getName())
                || ImageReference.of(Objects.requireNonNullElse(container.getImage(), ""))
                        .isExporter();
    }

    private static boolean declares(Container container, int port) {
        return container.getPorts().stream().anyMatch(declared -> Objects.equals(declared.getContainerPort(), port));
    }
}
