package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A registry whose storage can be shared.
 *
 * @param container name of the registry's container
 * @param mount where the volume is mounted there; never to be changed
 * @param mountsBelow further volumes of the registry below the path, as one for the blobs
 * @param path the v2 directory, an absolute path in that container
 * @param how a sentence about how container and path were found
 * @param registryVersion major version by the image's tag, where that says it
 * @param ports that the registry listens on
 * @param hint what the pod gives the exporter and the exporter does not need
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
