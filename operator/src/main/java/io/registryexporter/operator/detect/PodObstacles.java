package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import java.util.Objects;
import java.util.Optional;

/** Finds containers of a pod that conflict with an injected exporter. */
public final class PodObstacles {

    private PodObstacles() {}

    /**
     * An exporter that a user added to the pod, as the README of the original exporter describes.
     *
     * @param ours whether the operator owns the container with the exporter's name
     */
    public static Optional<Obstacle> exporterByHand(PodSpec pod, boolean ours) {
        return RunningContainers.of(pod)
                .filter(container -> !(ours && Names.CONTAINER.equals(container.getName())))
                .filter(PodObstacles::isExporter)
                .findFirst()
                .map(container -> new Obstacle(
                        Reason.ALREADY_PRESENT,
                        "container " + container.getName() + " is an exporter that was added by hand; the"
                                + " operator does not change it. Remove it to let the operator inject its own"));
    }

    /** A container that declares the port. */
    public static Optional<Obstacle> portInUse(PodSpec pod, int port) {
        return RunningContainers.of(pod)
                .filter(container -> !Names.CONTAINER.equals(container.getName()))
                .filter(container -> declares(container, port))
                .findFirst()
                .map(container -> portInUse(container.getName(), port));
    }

    /** The obstacle that a container uses the port. */
    public static Obstacle portInUse(String container, int port) {
        return new Obstacle(
                Reason.PORT_IN_USE,
                "container " + container + " uses port " + port + "; choose another in spec.exporter.port");
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
