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
 * A try to inject, as a digest of all that it is made of: what has failed or was undone is not tried again while that is
 * the same.
 */
public record InjectionFingerprint(String value) {

    /** Of the resource, the workload as its owner has it, what is to be injected, and whether another try was asked for. */
    public static InjectionFingerprint of(RegistryExporter resource, Workload workload, DesiredWorkload desired) {
        return new InjectionFingerprint(Fingerprint.of(String.join(
                " ", ofRequest(resource, workload).value(), workload.uid(), workload.base(), desired.applied())));
    }

    /** Of the resource alone, for what only somebody who says so begins again. */
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
