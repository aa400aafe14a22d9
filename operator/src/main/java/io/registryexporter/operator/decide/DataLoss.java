package io.registryexporter.operator.decide;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RolloutSpec;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds storages that end with their pod, and refuses restarts that would lose them. */
final class DataLoss {
    private DataLoss() {}

    /**
     * The volumes of an exporter that end with the pod, for the user. Empty if there are none, or if the workload has no
     * pod that could lose them.
     */
    static Optional<String> of(Workload workload, Container exporter) {
        Set<String> mounted =
                exporter.getVolumeMounts().stream().map(VolumeMount::getName).collect(Collectors.toSet());
        String volumes = workload.template().getSpec().getVolumes().stream()
                .filter(volume -> mounted.contains(volume.getName()))
                .flatMap(volume -> kind(volume).map(kind -> kind + " " + volume.getName()).stream())
                .collect(Collectors.joining(", "));
        return Optional.of(volumes)
                .filter(found -> !found.isEmpty() && workload.rollout().desired() > 0);
    }

    /** The kind of a volume that ends with its pod. */
    private static Optional<String> kind(Volume volume) {
        if (volume.getEmptyDir() != null) {
            return Optional.of("emptyDir");
        }
        if (volume.getEphemeral() != null) {
            return Optional.of("ephemeral volume");
        }
        return volume.getCsi() != null ? Optional.of("inline CSI volume") : Optional.empty();
    }

    /** Why an injection or an update must not restart the registry; empty if it may. */
    static Optional<Verdict> refusal(RegistryExporter resource, Workload workload, Container exporter) {
        return isAccepted(resource)
                ? Optional.empty()
                : of(workload, exporter)
                        .map(volumes -> refused("a restart loses all images: the storage is " + volumes
                                + ", which ends with the pod; nothing was written"));
    }

    /** Why the exporter must not be removed; empty if it may. */
    static Optional<Verdict> refusal(RegistryExporter resource, Workload workload, Verdict why) {
        return isAccepted(resource)
                ? Optional.empty()
                : of(workload)
                        .map(volumes -> refused("the exporter has to go (" + why.reason() + ": " + why.message()
                                + "), but a restart loses all images: the storage is " + volumes
                                + ", which ends with the pod; nothing was written. To remove the exporter all the"
                                + " same, opt the workload out"));
    }

    /** The volumes that the removal of the carried exporter loses, for the user. */
    static Optional<String> of(Workload workload) {
        return workload.exporter().flatMap(exporter -> of(workload, exporter));
    }

    private static boolean isAccepted(RegistryExporter resource) {
        return resource.wanted().rollout().dataLoss() == RolloutSpec.DataLoss.ACCEPT;
    }

    private static Verdict refused(String message) {
        return new Verdict(
                Reason.ROLLOUT_WOULD_LOSE_DATA,
                message + ". Give the registry a persistent volume, or set spec.rollout.dataLoss to Accept");
    }
}
