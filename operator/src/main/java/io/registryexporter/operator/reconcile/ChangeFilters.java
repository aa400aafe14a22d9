package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.Objects;
import java.util.Optional;

/** Selects the updates that need a round, because the status of a workload changes often. */
final class ChangeFilters {
    private ChangeFilters() {}

    /** Whether spec, labels, annotations, owner of the container or state of the rollout have changed. */
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

    /** Whether the spec, the deletion, the finalizer or the annotation that asks for another attempt have changed. */
    static boolean primary(RegistryExporter now, RegistryExporter before) {
        return resource(now, before)
                || now.hasFinalizer(Names.FINALIZER) != before.hasFinalizer(Names.FINALIZER)
                || !retry(now).equals(retry(before));
    }

    private static Optional<String> retry(RegistryExporter resource) {
        return Optional.ofNullable(resource.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.RETRY));
    }

    /** Whether the spec has changed or the deletion has begun. */
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
