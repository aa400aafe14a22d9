package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.Objects;
import java.util.Optional;

/** Which updates are worth a look; a workload's status changes often. */
final class ChangeFilters {
    private ChangeFilters() {}

    /** A new spec, labels, annotations or owners, or another step of the rollout. */
    static boolean workload(HasMetadata now, HasMetadata before) {
        if (!Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(
                        now.getMetadata().getUid(), before.getMetadata().getUid())) {
            return true;
        }
        Optional<Facts> factsNow = Workloads.of(now).map(Facts::of);
        return !factsNow.equals(Workloads.of(before).map(Facts::of));
    }

    /** A new spec, the beginning of the end, its finalizer, or another try that somebody asks for. */
    static boolean primary(RegistryExporter now, RegistryExporter before) {
        return resource(now, before)
                || now.hasFinalizer(Names.FINALIZER) != before.hasFinalizer(Names.FINALIZER)
                || !retry(now).equals(retry(before));
    }

    private static Optional<String> retry(RegistryExporter resource) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.RETRY));
    }

    /** A new spec, or the beginning of the end. */
    static boolean resource(RegistryExporter now, RegistryExporter before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || now.isMarkedForDeletion() != before.isMarkedForDeletion();
    }

    private record Facts(Object labels, Object annotations, Object ours, Object rollout) {
        static Facts of(Workload workload) {
            return new Facts(workload.labels(), workload.annotations(), workload.ownsContainer(), workload.rollout());
        }
    }
}
