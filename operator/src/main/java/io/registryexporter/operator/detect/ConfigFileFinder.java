package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.ConfigMapProjection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecretProjection;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out where the configuration file of a registry comes from, by its command and its volumes. */
record ConfigFileFinder(PodSpec pod, Container registry) {
    private static final String OF_2 = "/etc/docker/registry/config.yml";
    private static final String OF_3 = "/etc/distribution/config.yml";
    private static final String OF_HARBOR = "/etc/registry/config.yml";

    /** By the first path that the registry may read and that a volume covers. */
    ConfigSource find(RegistryEnvironment environment) {
        String variable = RegistryEnvironment.CONFIGURATION_PATH;
        CommandLine command = CommandLine.of(registry);
        if (!command.understood()) {
            return new ConfigSource.Unreadable(
                    "its command is not understood, so that its configuration is not known: " + shortened(command));
        }
        Optional<String> path = command.configurationPath().or(() -> environment.value(variable));
        Optional<String> source = path.isPresent() ? Optional.empty() : environment.unknown(variable);
        if (source.isPresent()) {
            return new ConfigSource.Unreadable("the value of " + variable + " comes from " + source.get());
        }
        if (path.filter(given -> !given.startsWith("/")).isPresent()) {
            return new ConfigSource.Unreadable(
                    "its configuration is " + path.get() + ", which is relative to a directory of its image");
        }
        return path.map(List::of).orElseGet(this::imagesPaths).stream()
                .map(this::at)
                .filter(found -> !(found instanceof ConfigSource.OfImage))
                .findFirst()
                .orElseGet(ConfigSource.OfImage::new);
    }

    private static String shortened(CommandLine command) {
        String line = command.text().replaceAll("\\s+", " ").strip();
        return line.length() > 80 ? line.substring(0, 80) + "..." : line;
    }

    private List<String> imagesPaths() {
        ImageReference image = ImageReference.of(registry);
        if (image.kind() == ImageKind.HARBOR) {
            return List.of(OF_HARBOR);
        }
        return switch (image.registryVersion().orElse("")) {
            case "2" -> List.of(OF_2);
            case "3" -> List.of(OF_3);
            default -> List.of(OF_2, OF_3);
        };
    }

    private ConfigSource at(String path) {
        Optional<VolumeMount> mount = Mounts.longestPrefix(registry.getVolumeMounts(), path);
        return mount.isEmpty() ? new ConfigSource.OfImage() : in(mount.get(), path);
    }

    private ConfigSource in(VolumeMount mount, String path) {
        if (!Objects.requireNonNullElse(mount.getSubPathExpr(), "").isEmpty()) {
            return unreadable(path, "volume " + mount.getName() + " by a subPathExpr");
        }
        String file = Stream.of(
                        Objects.requireNonNullElse(mount.getSubPath(), ""), Mounts.relative(mount.getMountPath(), path))
                .filter(part -> !part.isEmpty())
                .reduce((folder, name) -> folder + "/" + name)
                .orElse("");
        Optional<Volume> volume = pod.getVolumes().stream()
                .filter(candidate -> Objects.equals(mount.getName(), candidate.getName()))
                .findFirst();
        return volume.isEmpty() ? unreadable(path, "volume " + mount.getName()) : in(volume.get(), file, path);
    }

    private ConfigSource in(Volume volume, String file, String path) {
        if (volume.getConfigMap() != null) {
            return projected(
                    List.of(new ConfigMapProjection(
                            volume.getConfigMap().getItems(),
                            volume.getConfigMap().getName(),
                            false)),
                    List.of(),
                    file,
                    path);
        }
        if (volume.getSecret() != null) {
            return projected(
                    List.of(),
                    List.of(new SecretProjection(
                            volume.getSecret().getItems(), volume.getSecret().getSecretName(), false)),
                    file,
                    path);
        }
        if (volume.getProjected() != null) {
            List<VolumeProjection> sources = volume.getProjected().getSources();
            return projected(
                    sources.stream()
                            .map(VolumeProjection::getConfigMap)
                            .filter(Objects::nonNull)
                            .toList(),
                    sources.stream()
                            .map(VolumeProjection::getSecret)
                            .filter(Objects::nonNull)
                            .toList(),
                    file,
                    path);
        }
        return unreadable(path, kind(volume));
    }

    private static ConfigSource projected(
            List<ConfigMapProjection> configMaps, List<SecretProjection> secrets, String file, String path) {
        List<ConfigSource.Key> keys = new ArrayList<>();
        for (ConfigMapProjection source : configMaps) {
            if (source.getName() != null) {
                key(source.getItems(), file).ifPresent(key -> keys.add(new ConfigSource.Key(source.getName(), key)));
            }
        }
        if (!keys.isEmpty()) {
            return new ConfigSource.InConfigMaps(path, keys);
        }
        return secrets.stream()
                .filter(source -> key(source.getItems(), file).isPresent())
                .findFirst()
                .<ConfigSource>map(source -> unreadable(
                        path,
                        "Secret " + Objects.requireNonNullElse(source.getName(), "") + ", and the operator reads none"))
                .orElseGet(ConfigSource.OfImage::new);
    }

    private static Optional<String> key(List<KeyToPath> given, String file) {
        List<KeyToPath> items = Objects.requireNonNullElse(given, List.of());
        return items.isEmpty()
                ? Optional.of(file).filter(name -> !name.isEmpty() && !name.contains("/"))
                : items.stream()
                        .filter(item -> file.equals(item.getPath()))
                        .map(KeyToPath::getKey)
                        .findFirst();
    }

    private String kind(Volume volume) {
        String name = volume.getName();
        if (volume.getCsi() != null) {
            return "volume " + name + " of CSI driver " + volume.getCsi().getDriver();
        }
        String writers = Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream())
                .filter(container -> !Objects.equals(container.getName(), registry.getName()))
                .filter(container ->
                        container.getVolumeMounts().stream().anyMatch(mount -> Objects.equals(mount.getName(), name)))
                .map(Container::getName)
                .distinct()
                .collect(Collectors.joining(", "));
        String kind = volume.getEmptyDir() != null ? "emptyDir " : "volume ";
        return kind + name + (writers.isEmpty() ? "" : ", which container " + writers + " may write");
    }

    private static ConfigSource unreadable(String path, String origin) {
        return new ConfigSource.Unreadable("its configuration " + path + " comes from " + origin);
    }
}
