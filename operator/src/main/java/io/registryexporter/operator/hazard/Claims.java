package io.registryexporter.operator.hazard;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.registryexporter.operator.workload.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The claims that a pod template names. A claim that does not exist is in neither map.
 *
 * @param found by name
 * @param problems why a claim could not be read, by name
 */
public record Claims(Map<String, Claim> found, Map<String, String> problems) {

    public Claims {
        found = Map.copyOf(found);
        problems = Map.copyOf(problems);
    }

    /**
     * A claim.
     *
     * @param accessModes of its volume, if the claim is bound
     * @param oneNode whether only one node can reach its volume, so that all its pods run there
     */
    public record Claim(Set<String> accessModes, boolean oneNode) {
        public Claim {
            accessModes = Set.copyOf(accessModes);
        }
    }

    /** Names of the claims that the pods of a workload share. */
    public static Set<String> sharedBy(Workload workload) {
        return workload.template().getSpec().getVolumes().stream()
                .flatMap(volume -> nameIn(volume).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Optional<String> nameIn(Volume volume) {
        return Optional.ofNullable(volume.getPersistentVolumeClaim())
                .map(PersistentVolumeClaimVolumeSource::getClaimName);
    }
}
