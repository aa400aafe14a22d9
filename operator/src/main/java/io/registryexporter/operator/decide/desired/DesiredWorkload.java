package io.registryexporter.operator.decide.desired;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.workload.Workload;
import java.util.Map;

/**
 * All that the operator wants to own of a workload.
 *
 * @param annotations of the workload
 * @param podAnnotations of its pods, with the digest of what they are to be
 * @param container as it is applied
 */
public record DesiredWorkload(
        Map<String, String> annotations, Map<String, String> podAnnotations, ObjectNode container, String image) {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    public DesiredWorkload {
        annotations = Map.copyOf(annotations);
        podAnnotations = Map.copyOf(podAnnotations);
    }

    /** The container as the client knows it. */
    public Container typedContainer() {
        return SERIALIZATION.convertValue(container, Container.class);
    }

    /** Whether a workload has all of it; what others have added does not matter. */
    public boolean isCarriedBy(Workload workload) {
        return hasAnnotations(workload)
                && workload.exporter()
                        .filter(live -> LiveContainer.carries(live, container))
                        .isPresent();
    }

    /** Whether annotations say so, of the workload and of its pods. */
    public boolean hasAnnotations(Workload workload) {
        return workload.annotations().entrySet().containsAll(annotations.entrySet())
                && workload.podAnnotations().entrySet().containsAll(podAnnotations.entrySet());
    }

    /** By which its pods are known: those of before the last change have another digest, or none. */
    public String applied() {
        return podAnnotations.getOrDefault(Names.APPLIED, "");
    }
}
