package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.detect.ContainerChoice.Chosen;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Chooses the registry's container: by the user's setting, else by image, else by environment, else by port. */
final class RegistryContainer {
    private static final int PORT = 5000;
    private static final String ENVIRONMENT = "REGISTRY_";

    private RegistryContainer() {}

    static ContainerChoice choose(List<Container> all, Optional<String> named) {
        List<Container> containers = all.stream()
                .filter(container -> !Names.CONTAINER.equals(container.getName()))
                .toList();
        if (named.isPresent()) {
            return byName(containers, named.get());
        }
        List<Clue> clues = List.of(
                new Clue("its image", RegistryContainer::hasRegistryImage),
                new Clue("its REGISTRY_* environment", RegistryContainer::hasRegistryEnvironment),
                new Clue("its port 5000", RegistryContainer::hasRegistryPort));
        for (int i = 0; i < clues.size(); i++) {
            List<Container> candidates =
                    containers.stream().filter(clues.get(i).matches()).toList();
            if (!candidates.isEmpty()) {
                return single(candidates, clues.get(i), clues.subList(i + 1, clues.size()));
            }
        }
        return new Obstacle(
                Reason.NO_REGISTRY_CONTAINER,
                "none of the containers (" + names(containers)
                        + ") has a registry's image, a REGISTRY_* variable or port " + PORT
                        + "; name the registry's in spec.registry.container");
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
            List<Container> narrowed = left.stream().filter(next.matches()).toList();
            left = narrowed.isEmpty() ? left : narrowed;
        }
        return left.size() == 1
                ? new Chosen(left.get(0), clue.text())
                : new Obstacle(
                        Reason.AMBIGUOUS_REGISTRY_CONTAINER,
                        "several containers (" + names(left) + ") look like a registry by " + clue.text()
                                + "; name one in spec.registry.container");
    }

    private static boolean hasRegistryImage(Container container) {
        return ImageReference.of(Objects.requireNonNullElse(container.getImage(), ""))
                .isRegistry();
    }

    private static boolean hasRegistryEnvironment(Container container) {
        return container.getEnv().stream()
                .anyMatch(variable ->
                        Objects.requireNonNullElse(variable.getName(), "").startsWith(ENVIRONMENT));
    }

    private static boolean hasRegistryPort(Container container) {
        return container.getPorts().stream().anyMatch(port -> Objects.equals(port.getContainerPort(), PORT));
    }

    private static String names(List<Container> containers) {
        return containers.stream().map(Container::getName).collect(Collectors.joining(", "));
    }

    private record Clue(String text, Predicate<Container> matches) {}
}
