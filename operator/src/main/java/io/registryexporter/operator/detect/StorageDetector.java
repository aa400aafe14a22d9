package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistrySpec;
import io.registryexporter.operator.detect.ContainerChoice.Chosen;
import io.registryexporter.operator.detect.StoragePath.Known;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the registry's storage in a pod template, and the volume that shares it. */
public final class StorageDetector {
    private static final String V2 = "/docker/registry/v2";

    private StorageDetector() {}

    /**
     * Detects the registry and its storage.
     *
     * @param claimTemplates volumes that the pod template does not list because a StatefulSet creates them
     */
    public static Detection detect(
            PodSpec pod, Set<String> claimTemplates, RegistrySpec wanted, ConfigMaps configMaps) {
        ContainerChoice choice = RegistryContainer.choose(pod, wanted.namedContainer());
        if (!(choice instanceof Chosen chosen)) {
            return (Obstacle) choice;
        }
        StoragePathFinder finder = new StoragePathFinder(pod, chosen.container(), configMaps);
        StoragePath path = finder.find(wanted.givenStoragePath());
        if (!(path instanceof Known known)) {
            return (Obstacle) path;
        }
        return share(pod, claimTemplates, chosen, known, finder.ports());
    }

    /**
     * Names of the ConfigMaps that {@link #detect} may need; it needs them for the ports even if the user gave the
     * path.
     */
    public static Set<String> neededConfigMaps(PodSpec pod, RegistrySpec wanted) {
        Set<String> names = new TreeSet<>();
        if (RegistryContainer.choose(pod, wanted.namedContainer()) instanceof Chosen chosen) {
            RegistryEnvironment.references(chosen.container(), names);
            RegistryEnvironment environment = RegistryEnvironment.of(chosen.container(), ConfigMaps.none());
            ConfigSource source = new ConfigFileFinder(pod, chosen.container()).find(environment);
            if (source instanceof ConfigSource.InConfigMaps file) {
                file.keys().forEach(key -> names.add(key.configMap()));
            }
        }
        return names;
    }

    private static Detection share(
            PodSpec pod, Set<String> claimTemplates, Chosen chosen, Known known, Set<Integer> ports) {
        String root = Mounts.normal(known.path());
        String path = root.endsWith(V2) ? root : root + V2;
        Container registry = chosen.container();
        Optional<VolumeMount> above = Mounts.longestPrefix(registry.getVolumeMounts(), path);
        List<VolumeMount> below = Mounts.below(registry.getVolumeMounts(), path);
        Optional<String> problem = Stream.concat(above.stream(), below.stream())
                .flatMap(mount -> unshareable(pod, claimTemplates, mount).stream())
                .findFirst();
        if (problem.isPresent()) {
            return noSharedVolume(registry, known, problem.get());
        }
        if (above.isEmpty() && !holdsAll(below, path)) {
            return noSharedVolume(registry, known, nothingThere(below, path));
        }
        RegistryStorage.Location location = above.map(mount -> new RegistryStorage.Location(path, mount, below))
                .orElseGet(() -> new RegistryStorage.Location(path, below.get(0), below.subList(1, below.size())));
        return new RegistryStorage(
                registry.getName(),
                location,
                "container " + registry.getName() + " known by " + chosen.how() + ", storage by " + known.how(),
                ImageReference.of(registry).registryVersion(),
                ports,
                token(pod));
    }

    /** Without one of its two directories the storage would look damaged. */
    private static boolean holdsAll(List<VolumeMount> below, String path) {
        boolean blobs = Mounts.longestPrefix(below, path + "/blobs/sha256").isPresent();
        return blobs && Mounts.longestPrefix(below, path + "/repositories").isPresent();
    }

    private static String nothingThere(List<VolumeMount> below, String path) {
        return below.isEmpty()
                ? "no volume is mounted there or above"
                : "the volumes below " + path + " do not hold both blobs and repositories";
    }

    /**
     * Each container mounts the token of its pod. The service account may prevent that, but the operator cannot read
     * it.
     */
    private static Optional<String> token(PodSpec pod) {
        return Boolean.FALSE.equals(pod.getAutomountServiceAccountToken())
                ? Optional.empty()
                : Optional.of("the exporter needs no service account token, and the pod mounts one unless its service"
                        + " account says otherwise: set automountServiceAccountToken: false in the pod's spec if the"
                        + " registry needs none");
    }

    private static Optional<String> unshareable(PodSpec pod, Set<String> claimTemplates, VolumeMount mount) {
        if (mount.getSubPathExpr() != null && !mount.getSubPathExpr().isEmpty()) {
            return Optional.of("volume " + mount.getName() + " is mounted there with a subPathExpr, which needs the"
                    + " registry's own environment");
        }
        if (claimTemplates.contains(mount.getName())) {
            return Optional.empty();
        }
        Optional<Volume> volume = pod.getVolumes().stream()
                .filter(candidate -> Objects.equals(mount.getName(), candidate.getName()))
                .findFirst();
        if (volume.isEmpty()) {
            return Optional.of("volume " + mount.getName() + " is not in the pod");
        }
        return volume.filter(StorageDetector::holdsNoStorage)
                .map(projected -> "volume " + mount.getName() + " is a ConfigMap, a Secret or the like");
    }

    private static boolean holdsNoStorage(Volume volume) {
        return volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getProjected() != null
                || volume.getDownwardAPI() != null;
    }

    private static Obstacle noSharedVolume(Container registry, Known known, String why) {
        return new Obstacle(
                Reason.NO_SHARED_VOLUME,
                "the storage of container " + registry.getName() + " is " + known.path() + " by " + known.how()
                        + ", and " + why
                        + "; mount a volume for it, or say where the storage is in spec.registry.storagePath");
    }
}
