package io.registryexporter.operator.status;

import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A workload that the resource selects, after all has been done about it that can be.
 *
 * @param carriesExporter whether the operator's container is in it for this resource
 * @param image of that container; empty where there is none
 * @param hazard what may become of its rollout
 * @param attempt what is not tried again; empty where nothing was given up
 */
public record Target(
        WorkloadId id,
        String uid,
        Verdict verdict,
        boolean carriesExporter,
        Optional<RegistryStorage> storage,
        String image,
        Optional<String> hazard,
        String attempt) {
    private static final int MAX_MESSAGE = 1024;

    /** One about whose rollout there is nothing else to say. */
    public Target(
            WorkloadId id,
            String uid,
            Verdict verdict,
            boolean carriesExporter,
            Optional<RegistryStorage> storage,
            String image) {
        this(id, uid, verdict, carriesExporter, storage, image, Optional.empty(), "");
    }

    /** The same, with what may become of its rollout. */
    public Target with(Optional<String> mayHang) {
        return new Target(id, uid, verdict, carriesExporter, storage, image, mayHang, attempt);
    }

    /** As it stands in the status. */
    public WorkloadStatus status() {
        return new WorkloadStatus(
                id.kind().toString(),
                id.name(),
                verdict.reason().state(),
                verdict.reason().toString(),
                message(),
                storage.map(RegistryStorage::container).orElse(""),
                storage.map(found -> found.mount().getName()).orElse(""),
                storage.map(RegistryStorage::path).orElse(""),
                image,
                attempt);
    }

    /** Webhooks and controllers may have a lot to say, and a status is read by every watch. */
    private String message() {
        String whole = Stream.of(
                        Optional.of(verdict.message()),
                        hazard,
                        storage.map(RegistryStorage::how),
                        storage.flatMap(RegistryStorage::hint))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return PodWords.bounded(PodWords.printable(whole), MAX_MESSAGE);
    }
}
