package io.registryexporter.operator.decide.desired;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Fingerprint;
import io.registryexporter.operator.workload.Workload;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fingerprint of an injection: the operator does not repeat an injection that failed or was undone while its
 * fingerprint is the same.
 */
public record InjectionFingerprint(String value) {

    /**
     * The fingerprint of the resource, the owner's pod template, the exporter, and the annotation that asks for another
     * attempt.
     */
    public static InjectionFingerprint of(RegistryExporter resource, Workload workload, DesiredWorkload desired) {
        return new InjectionFingerprint(Fingerprint.of(String.join(
                " ",
                ofRequest(resource, workload).value(),
                workload.uid(),
                desired.base(workload),
                desired.applied())));
    }

    /**
     * The fingerprint of the resource and the annotations that ask for another attempt: only the user can change it.
     */
    public static InjectionFingerprint ofRequest(RegistryExporter resource, Workload workload) {
        return new InjectionFingerprint(Fingerprint.of(String.join(
                " ",
                Objects.requireNonNullElse(resource.getMetadata().getUid(), ""),
                String.valueOf(resource.getMetadata().getGeneration()),
                retry(resource),
                workload.annotations().getOrDefault(Names.RETRY, ""))));
    }

    private static String retry(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getAnnotations())
                .orElse(Map.of())
                .getOrDefault(Names.RETRY, "");
    }

    @Override
    public String toString() {
        return value;
    }
}
