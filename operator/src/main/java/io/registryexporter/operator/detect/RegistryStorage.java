package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A registry whose storage can be shared.
 *
 * @param container name of the registry's container
 * @param mount how the registry mounts the volume; must not be changed
 * @param mountsBelow further volumes of the registry below the path, such as one for the blobs
 * @param path the v2 directory, an absolute path in that container
 * @param how how container and path were found, as a sentence
 * @param registryVersion major version, if the tag of the image shows it
 * @param ports on which the registry listens
 * @param hint something that the pod gives to the exporter and that the exporter does not need
 */
public record RegistryStorage(
        String container,
        VolumeMount mount,
        List<VolumeMount> mountsBelow,
        String path,
        String how,
        Optional<String> registryVersion,
        Set<Integer> ports,
        Optional<String> hint)
        implements Detection {

    public RegistryStorage {
        mountsBelow = List.copyOf(mountsBelow);
        ports = Set.copyOf(ports);
    }

    /** One in a pod that gives the exporter nothing but its volumes. */
    public RegistryStorage(
            String container,
            VolumeMount mount,
            List<VolumeMount> mountsBelow,
            String path,
            String how,
            Optional<String> registryVersion,
            Set<Integer> ports) {
        this(container, mount, mountsBelow, path, how, registryVersion, ports, Optional.empty());
    }
}
