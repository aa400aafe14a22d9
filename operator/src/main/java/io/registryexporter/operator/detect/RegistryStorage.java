package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A registry whose storage can be shared.
 *
 * @param container name of the registry's container
 * @param location of the storage in that container
 * @param how how container and path were found, as a sentence
 * @param registryVersion major version, if the tag of the image shows it
 * @param ports on which the registry listens
 * @param hint something that the pod gives to the exporter and that the exporter does not need
 */
public record RegistryStorage(
        String container,
        Location location,
        String how,
        Optional<String> registryVersion,
        Set<Integer> ports,
        Optional<String> hint)
        implements Detection {

    public RegistryStorage {
        ports = Set.copyOf(ports);
    }

    /**
     * Where the storage is in the registry's container.
     *
     * @param path the v2 directory, an absolute path
     * @param mount how the registry mounts the volume that holds the path; if no volume does, the first below the path;
     *     must not be changed
     * @param mountsBelow further volumes of the registry below the path, such as one for the blobs
     */
    public record Location(String path, VolumeMount mount, List<VolumeMount> mountsBelow) {
        public Location {
            mountsBelow = List.copyOf(mountsBelow);
        }
    }

    /** The same with another hint after the known one. */
    public RegistryStorage withHint(String further) {
        String both = hint.map(known -> known + "; " + further).orElse(further);
        return new RegistryStorage(container, location, how, registryVersion, ports, Optional.of(both));
    }

    /** The v2 directory, an absolute path in the registry's container. */
    public String path() {
        return location.path();
    }

    /** How the registry mounts the volume; must not be changed. */
    public VolumeMount mount() {
        return location.mount();
    }

    /** The name of the volume that holds the path; if no volume does, the names of all below the path. */
    public String volumes() {
        boolean below = Mounts.normal(Objects.requireNonNullElse(mount().getMountPath(), ""))
                .startsWith(path() + "/");
        return Stream.concat(Stream.of(mount()), below ? mountsBelow().stream() : Stream.empty())
                .map(VolumeMount::getName)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** Further volumes of the registry below the path. */
    public List<VolumeMount> mountsBelow() {
        return location.mountsBelow();
    }
}
