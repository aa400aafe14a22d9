package io.registryexporter.operator.decide.desired;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.workload.Workload;
import java.util.Map;

/**
 * The fields of a workload that the operator wants to own.
 *
 * @param annotations of the workload
 * @param podAnnotations of its pods, with the fingerprint of the exporter
 * @param container to apply
 */
public record DesiredWorkload(
        Map<String, String> annotations, Map<String, String> podAnnotations, ObjectNode container, String image) {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    public DesiredWorkload {
        annotations = Map.copyOf(annotations);
        podAnnotations = Map.copyOf(podAnnotations);
    }

    /** The container as the client's type. */
    public Container typedContainer() {
        return SERIALIZATION.convertValue(container, Container.class);
    }

    /** Whether a workload has all desired fields; additional fields do not matter. */
    public boolean isCarriedBy(Workload workload) {
        return hasAnnotations(workload) && !changesPods(workload);
    }

    /** Whether writing the fields changes the pod template, so that pods are replaced. */
    public boolean changesPods(Workload workload) {
        return !(workload.podAnnotations().entrySet().containsAll(podAnnotations.entrySet())
                && workload.exporter()
                        .filter(live -> LiveContainer.carries(live, container))
                        .isPresent());
    }

    /** Whether the workload and its pod template have the desired annotations. */
    public boolean hasAnnotations(Workload workload) {
        return workload.annotations().entrySet().containsAll(annotations.entrySet())
                && workload.podAnnotations().entrySet().containsAll(podAnnotations.entrySet());
    }

    /** The fingerprint of the owner's pod template, without the annotations that are desired. */
    public String base(Workload workload) {
        return workload.base(podAnnotations.keySet());
    }

    /** The fingerprint that identifies its pods: pods of previous templates have another fingerprint, or none. */
    public String applied() {
        return podAnnotations.getOrDefault(Names.APPLIED, "");
    }
}
