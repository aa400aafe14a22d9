package io.registryexporter.operator.decide.preflight;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.hazard.Claims;
import io.registryexporter.operator.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The volumes of a preflight.
 *
 * @param volumes read-only, or an empty volume in the place of each that no second pod can mount
 * @param withheld names of the volumes that no second pod can mount, with the reason
 */
record PreflightVolumes(List<Volume> volumes, List<String> withheld) {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String READ_ONLY = "readOnly";

    /**
     * Sources with a field {@code readOnly}. The kubelet changes neither the owner nor the SELinux label of the files of
     * such a volume.
     */
    private static final Set<String> WITH_READ_ONLY = Set.of(
            "persistentVolumeClaim",
            "nfs",
            "iscsi",
            "cephfs",
            "rbd",
            "fc",
            "glusterfs",
            "azureFile",
            "azureDisk",
            "gcePersistentDisk",
            "awsElasticBlockStore",
            "cinder",
            "portworxVolume",
            "quobyte",
            "scaleIO",
            "storageos",
            "flexVolume");

    PreflightVolumes {
        volumes = List.copyOf(volumes);
        withheld = List.copyOf(withheld);
    }

    /**
     * The volumes that the exporter mounts.
     *
     * @param registry a pod of the workload, whose volumes name the claims of a StatefulSet
     */
    static PreflightVolumes of(Workload workload, Container exporter, Pod registry, Claims claims) {
        Set<String> mounted =
                exporter.getVolumeMounts().stream().map(VolumeMount::getName).collect(Collectors.toSet());
        List<Volume> volumes = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        for (Volume volume : volumes(workload, registry)) {
            if (mounted.remove(volume.getName())) {
                Optional<String> obstacle = obstacle(workload, volume, claims);
                obstacle.ifPresent(why -> withheld.add("volume " + volume.getName() + " (" + why + ")"));
                volumes.add(obstacle.isPresent() ? empty(volume.getName()) : readOnly(volume));
            }
        }
        mounted.stream().sorted().forEach(name -> {
            withheld.add("volume " + name + " (the pod of the registry has none of that name)");
            volumes.add(empty(name));
        });
        return new PreflightVolumes(volumes, withheld);
    }

    /** Those of the pod, which resolve claim templates, and then those of the template. */
    private static List<Volume> volumes(Workload workload, Pod registry) {
        return Stream.concat(
                        Objects.requireNonNullElse(registry.getSpec().getVolumes(), List.<Volume>of()).stream(),
                        workload.template().getSpec().getVolumes().stream())
                .toList();
    }

    private static Optional<String> obstacle(Workload workload, Volume volume, Claims claims) {
        if (volume.getEmptyDir() != null || volume.getEphemeral() != null || volume.getCsi() != null) {
            return Optional.of("it belongs to one pod");
        }
        return Optional.ofNullable(volume.getPersistentVolumeClaim())
                .flatMap(source -> workload.exclusiveClaimTemplates().contains(volume.getName())
                        ? Optional.of("ReadWriteOncePod")
                        : obstacle(source.getClaimName(), claims));
    }

    private static Optional<String> obstacle(String claim, Claims claims) {
        return Optional.ofNullable(claims.problems().get(claim))
                .or(() -> Optional.ofNullable(claims.found().get(claim))
                        .filter(found -> found.accessModes().contains("ReadWriteOncePod"))
                        .map(found -> "ReadWriteOncePod"));
    }

    private static Volume empty(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    private static Volume readOnly(Volume volume) {
        ObjectNode fields = SERIALIZATION.convertValue(volume, ObjectNode.class);
        WITH_READ_ONLY.stream()
                .map(fields::get)
                .filter(ObjectNode.class::isInstance)
                .forEach(source -> ((ObjectNode) source).put(READ_ONLY, true));
        return SERIALIZATION.convertValue(fields, Volume.class);
    }
}
