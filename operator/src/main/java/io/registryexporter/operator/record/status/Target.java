package io.registryexporter.operator.record.status;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.history.ReportedStatus;
import io.registryexporter.operator.decide.rollout.PodMessages;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A workload that the resource selects, as the status reports it after a round.
 *
 * @param carriesExporter whether the operator's container is in it for this resource
 * @param storage what the exporter reads
 * @param image of the exporter; empty where there is none
 * @param hazard what may become of its rollout
 * @param notTriedAgain what was given up
 */
public record Target(
        WorkloadId id,
        String uid,
        Verdict verdict,
        boolean carriesExporter,
        Optional<RegistryStorage> storage,
        String image,
        Optional<String> hazard,
        Optional<InjectionFingerprint> notTriedAgain) {
    private static final int MAX_MESSAGE = 1024;

    /** One without the exporter. */
    public static Target without(Workload workload, Verdict verdict) {
        return new Target(
                workload.id(),
                workload.uid(),
                verdict,
                false,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty());
    }

    /** One that keeps what it carries. */
    static Target asItIs(Workload workload, Verdict verdict) {
        Target without = without(workload, verdict);
        return workload.carriesExporter() ? without.carrying(image(workload)) : without;
    }

    /** One about which something went wrong, so that the image is not known for sure. */
    public static Target failed(Workload workload, Verdict verdict) {
        Target without = without(workload, verdict);
        return workload.carriesExporter() ? without.carrying("") : without;
    }

    private static String image(Workload workload) {
        return workload.exporter().map(container -> container.getImage()).orElse("");
    }

    /** The same with the exporter. */
    public Target carrying(String exporter) {
        return new Target(id, uid, verdict, true, storage, exporter, hazard, notTriedAgain);
    }

    Target reading(Optional<RegistryStorage> found) {
        return new Target(id, uid, verdict, carriesExporter, found, image, hazard, notTriedAgain);
    }

    /** The same with what may become of its rollout. */
    public Target withHazard(Optional<String> mayHang) {
        return new Target(id, uid, verdict, carriesExporter, storage, image, mayHang, notTriedAgain);
    }

    Target notTryingAgain(Optional<InjectionFingerprint> fingerprint) {
        return new Target(id, uid, verdict, carriesExporter, storage, image, hazard, fingerprint);
    }

    /** Whether the status of the resource reports the verdict already, so that it is not news. */
    public static boolean isReported(RegistryExporter resource, Workload workload, Verdict verdict) {
        WorkloadStatus status = without(workload, verdict).status();
        return ReportedStatus.of(resource, workload.id())
                .filter(reported -> reported.reason().equals(status.reason())
                        && reported.message().equals(status.message()))
                .isPresent();
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
                notTriedAgain.map(InjectionFingerprint::value).orElse(""));
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
        return PodMessages.bounded(PodMessages.printable(whole), MAX_MESSAGE);
    }
}
