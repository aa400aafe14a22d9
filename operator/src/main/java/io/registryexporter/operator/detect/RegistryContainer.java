package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.detect.ContainerChoice.Chosen;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Chooses the registry's container: by the user's setting, else by image, else by command, else by environment. Port
 * 5000 alone is no clue, because many other programs listen on it; it decides between containers with the same clue.
 */
final class RegistryContainer {
    private static final int PORT = 5000;
    private static final List<Clue> CLUES = List.of(
            new Clue("its image", container -> ImageReference.of(container).isRegistry()),
            new Clue("its command", container -> CommandLine.of(container).servesRegistry()),
            new Clue("its REGISTRY_* environment", RegistryContainer::hasRegistryEnvironment));
    private static final List<Clue> TIE_BREAKERS = List.of(
            new Clue("its image", container -> ImageReference.of(container).kind() != ImageKind.COMPANION),
            new Clue("its port 5000", RegistryContainer::hasRegistryPort));

    private RegistryContainer() {}

    static ContainerChoice choose(PodSpec pod, Optional<String> named) {
        List<Container> containers = RunningContainers.of(pod)
                .filter(container -> !Names.CONTAINER.equals(container.getName()))
                .toList();
        if (named.isPresent()) {
            return byName(containers, named.get());
        }
        // A registry's image also collects garbage beside the registry.
        List<Container> servers = containers.stream()
                .filter(container -> !CommandLine.of(container).collectsGarbage())
                .toList();
        for (int i = 0; i < CLUES.size(); i++) {
            List<Container> candidates =
                    servers.stream().filter(CLUES.get(i).matches()).toList();
            if (!candidates.isEmpty()) {
                return single(candidates, CLUES.get(i), CLUES.subList(i + 1, CLUES.size()));
            }
        }
        return new Obstacle(
                Reason.NO_REGISTRY_CONTAINER,
                "none of the containers (" + names(containers)
                        + ") has the image, the command or a REGISTRY_* setting of a registry"
                        + remedy(servers));
    }

    private static String remedy(List<Container> containers) {
        List<Container> withPort =
                containers.stream().filter(RegistryContainer::hasRegistryPort).toList();
        return withPort.isEmpty()
                ? "; name the registry's in spec.registry.container"
                : "; " + names(withPort) + " has port " + PORT + ", as other programs have too: if it runs the registry"
                        + " of distribution, set spec.registry.container to "
                        + withPort.get(0).getName();
    }

    private static ContainerChoice byName(List<Container> containers, String name) {
        return containers.stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst()
                .<ContainerChoice>map(container -> new Chosen(container, "spec.registry.container"))
                .orElseGet(() -> new Obstacle(
                        Reason.NO_REGISTRY_CONTAINER,
                        "spec.registry.container is " + name + ", but the containers are " + names(containers)));
    }

    /** If several containers have the same clue, the next clues decide between them. */
    private static ContainerChoice single(List<Container> candidates, Clue clue, List<Clue> further) {
        List<Container> left = candidates;
        for (Clue next : further) {
            left = narrow(left, next);
        }
        for (Clue next : TIE_BREAKERS) {
            left = narrow(left, next);
        }
        return left.size() == 1
                ? new Chosen(left.get(0), clue.text())
                : new Obstacle(
                        Reason.AMBIGUOUS_REGISTRY_CONTAINER,
                        "several containers (" + names(left) + ") look like a registry by " + clue.text()
                                + "; name one in spec.registry.container");
    }

    private static List<Container> narrow(List<Container> candidates, Clue clue) {
        List<Container> narrowed = candidates.stream().filter(clue.matches()).toList();
        return narrowed.isEmpty() ? candidates : narrowed;
    }

    private static boolean hasRegistryEnvironment(Container container) {
        return container.getEnv().stream().anyMatch(KnownSettings::isSetting);
    }

    private static boolean hasRegistryPort(Container container) {
        return container.getPorts().stream().anyMatch(port -> Objects.equals(port.getContainerPort(), PORT));
    }

    private static String names(List<Container> containers) {
        return containers.stream().map(Container::getName).collect(Collectors.joining(", "));
    }

    private record Clue(String text, Predicate<Container> matches) {}
}
