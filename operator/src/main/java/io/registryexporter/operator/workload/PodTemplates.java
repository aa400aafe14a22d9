package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The part of a pod template that belongs to the workload's owner. */
final class PodTemplates {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final String SCRAPE = "prometheus.io/";

    private PodTemplates() {}

    /**
     * The fingerprint of a template without the exporter: an injection or a removal does not change it.
     *
     * @param operators names of further annotations of the operator
     */
    static String ownersFingerprint(PodTemplateSpec template, Set<String> operators) {
        Optional<ObjectMeta> metadata = Optional.ofNullable(template.getMetadata());
        Map<String, String> labels =
                new TreeMap<>(metadata.map(ObjectMeta::getLabels).orElse(Map.of()));
        Map<String, String> annotations =
                new TreeMap<>(metadata.map(ObjectMeta::getAnnotations).orElse(Map.of()));
        annotations
                .keySet()
                .removeIf(key -> key.equals(Names.APPLIED) || key.startsWith(SCRAPE) || operators.contains(key));
        PodSpec spec = template.getSpec();
        return Fingerprint.of(labels + " " + annotations + " "
                + TrimmedPodSpec.fingerprint(spec).orElseGet(() -> fingerprint(spec)));
    }

    /** The fingerprint of the whole spec without the exporter. */
    static String fingerprint(PodSpec spec) {
        return Fingerprint.of(SERIALIZATION.asJson(withoutExporter(spec)));
    }

    private static PodSpec withoutExporter(PodSpec spec) {
        List<Container> owners = Objects.requireNonNullElse(spec.getContainers(), List.<Container>of()).stream()
                .filter(container -> !Names.CONTAINER.equals(container.getName()))
                .toList();
        return new PodSpecBuilder(spec).withContainers(owners).build();
    }
}
