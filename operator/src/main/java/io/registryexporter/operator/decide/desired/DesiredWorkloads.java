package io.registryexporter.operator.decide.desired;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.ExporterSpec;
import io.registryexporter.operator.api.MonitoringSpec;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterSpec;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.workload.Fingerprint;
import io.registryexporter.operator.workload.Workload;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds the desired fields of a workload from its resource and its storage. */
public final class DesiredWorkloads {

    private final KubernetesSerialization serialization = new KubernetesSerialization();
    private final String defaultImage;

    public DesiredWorkloads(String defaultImage) {
        this.defaultImage = defaultImage;
    }

    /** The fields that the workload has to carry. */
    public DesiredWorkload of(RegistryExporter resource, Workload workload, RegistryStorage storage) {
        RegistryExporterSpec spec = resource.wanted();
        String image = spec.exporter().pinnedImage().orElse(defaultImage);
        ObjectNode container = serialization.convertValue(
                ExporterContainer.of(
                        spec.exporter(), image, storage, workload.template().getSpec()),
                ObjectNode.class);
        Map<String, String> further = spec.exporter().podAnnotations();
        Map<String, String> podAnnotations = new TreeMap<>(further);
        podAnnotations.putAll(scrapeAnnotations(spec.monitoring(), spec.exporter()));
        podAnnotations.put(Names.APPLIED, Fingerprint.of(container + " " + podAnnotations));
        Map<String, String> annotations = new TreeMap<>();
        annotations.put(Names.INJECTED_BY, resource.getMetadata().getName());
        if (!further.isEmpty()) {
            annotations.put(Names.POD_ANNOTATIONS, String.join(",", new TreeSet<>(further.keySet())));
        }
        return new DesiredWorkload(annotations, podAnnotations, container, image);
    }

    private static Map<String, String> scrapeAnnotations(MonitoringSpec monitoring, ExporterSpec exporter) {
        return monitoring.scrapeAnnotations()
                ? Map.of(
                        "prometheus.io/scrape", "true",
                        "prometheus.io/port", String.valueOf(exporter.port()),
                        "prometheus.io/path", exporter.telemetryPath())
                : Map.of();
    }
}
