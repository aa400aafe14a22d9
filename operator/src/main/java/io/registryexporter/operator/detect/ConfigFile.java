package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A configuration file of the registry that a ConfigMap holds.
 *
 * @param path of the file in the container
 */
record ConfigFile(String configMap, String key, String path) {
    private static final List<String> DEFAULT_PATHS =
            List.of("/etc/docker/registry/config.yml", "/etc/distribution/config.yml");

    /** The first path from which the registry may read its configuration and at which a ConfigMap is mounted. */
    static Optional<ConfigFile> of(PodSpec pod, Container registry, Optional<String> environmentPath) {
        Optional<String> argument = Stream.concat(registry.getCommand().stream(), registry.getArgs().stream())
                // A shell's command line is one argument.
                .flatMap(text -> Arrays.stream(text.strip().split("\\s+")))
                .filter(text -> text.endsWith(".yml") || text.endsWith(".yaml"))
                .reduce((first, last) -> last);
        List<String> paths = argument.or(() -> environmentPath).map(List::of).orElse(DEFAULT_PATHS);
        return paths.stream()
                .flatMap(path -> mounted(pod, registry, path).stream())
                .findFirst();
    }

    private static Optional<ConfigFile> mounted(PodSpec pod, Container registry, String path) {
        return Mounts.longestPrefix(registry.getVolumeMounts(), path)
                .flatMap(mount -> volume(pod, mount.getName()).flatMap(volume -> in(volume, mount, path)));
    }

    private static Optional<Volume> volume(PodSpec pod, String name) {
        return pod.getVolumes().stream()
                .filter(volume -> Objects.equals(name, volume.getName()))
                .findFirst();
    }

    private static Optional<ConfigFile> in(Volume volume, VolumeMount mount, String path) {
        String file = Stream.of(
                        Objects.requireNonNullElse(mount.getSubPath(), ""), Mounts.relative(mount.getMountPath(), path))
                .filter(part -> !part.isEmpty())
                .reduce((folder, name) -> folder + "/" + name)
                .orElse("");
        return sources(volume).stream()
                .filter(source -> source.getName() != null)
                .flatMap(source -> key(source, file).map(key -> new ConfigFile(source.getName(), key, path)).stream())
                .findFirst();
    }

    private static List<ConfigMapProjection> sources(Volume volume) {
        List<ConfigMapProjection> sources = new ArrayList<>();
        if (volume.getConfigMap() != null) {
            sources.add(new ConfigMapProjection(
                    volume.getConfigMap().getItems(), volume.getConfigMap().getName(), false));
        }
        if (volume.getProjected() != null) {
            volume.getProjected().getSources().stream()
                    .filter(source -> source.getConfigMap() != null)
                    .forEach(source -> sources.add(source.getConfigMap()));
        }
        return sources;
    }

    private static Optional<String> key(ConfigMapProjection source, String file) {
        List<KeyToPath> items = Objects.requireNonNullElse(source.getItems(), List.of());
        return items.isEmpty()
                ? Optional.of(file).filter(name -> !name.isEmpty() && !name.contains("/"))
                : items.stream()
                        .filter(item -> file.equals(item.getPath()))
                        .map(KeyToPath::getKey)
                        .findFirst();
    }
}
