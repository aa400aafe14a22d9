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
 * The claims that a pod's template names, as far as they could be read; one that is not there is in neither.
 *
 * @param found by name
 * @param problems why one could not be read, by name
 */
public record Claims(Map<String, Claim> found, Map<String, String> problems) {

    public Claims {
        found = Map.copyOf(found);
        problems = Map.copyOf(problems);
    }

    /**
     * A claim.
     *
     * @param accessModes those of its volume, once it is bound
     * @param oneNode whether its volume can be reached from one node only, so that every pod comes to that one
     */
    public record Claim(Set<String> accessModes, boolean oneNode) {
        public Claim {
            accessModes = Set.copyOf(accessModes);
        }
    }

    /** The names of those that pods of a workload share. */
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
