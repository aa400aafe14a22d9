package io.registryexporter.operator.record.status;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.history.ReportedStatus;
import io.registryexporter.operator.decide.rollout.PodMessages;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A workload that the resource selects, for the status after a round.
 *
 * @param carriesExporter whether it carries the exporter of this resource
 * @param storage that the exporter reads
 * @param image of the exporter; empty if there is none
 * @param hazard of its rollout
 * @param notTriedAgain the injection that the operator does not repeat
 * @param controller the object that controls the workload
 */
public record Target(
        WorkloadId id,
        String uid,
        Verdict verdict,
        boolean carriesExporter,
        Optional<RegistryStorage> storage,
        String image,
        Optional<String> hazard,
        Optional<InjectionFingerprint> notTriedAgain,
        Optional<Workload.Controller> controller) {
    /** States in which the exporter is in the workload, or was removed by somebody else. */
    private static final Set<WorkloadState> MAY_BE_REMOVED =
            Set.of(WorkloadState.READY, WorkloadState.ROLLING_OUT, WorkloadState.CONFLICT);

    private static final int MAX_MESSAGE = 1024;

    /** A target without the exporter. */
    public static Target without(Workload workload, Verdict verdict) {
        return new Target(
                workload.id(),
                workload.uid(),
                verdict,
                false,
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                workload.controller());
    }

    /** A target that keeps its current exporter. */
    static Target asItIs(Workload workload, Verdict verdict) {
        Target without = without(workload, verdict);
        return workload.carriesExporter() ? without.carrying(image(workload)) : without;
    }

    /** A target after an error, so that its image is uncertain. */
    public static Target failed(Workload workload, Verdict verdict) {
        Target without = without(workload, verdict);
        return workload.carriesExporter() ? without.carrying("") : without;
    }

    private static String image(Workload workload) {
        return workload.exporter().map(container -> container.getImage()).orElse("");
    }

    /** The same with the exporter. */
    public Target carrying(String exporter) {
        return new Target(id, uid, verdict, true, storage, exporter, hazard, notTriedAgain, controller);
    }

    Target reading(Optional<RegistryStorage> found) {
        return new Target(id, uid, verdict, carriesExporter, found, image, hazard, notTriedAgain, controller);
    }

    /** The same with the hazard of its rollout. */
    public Target withHazard(Optional<String> mayHang) {
        return new Target(id, uid, verdict, carriesExporter, storage, image, mayHang, notTriedAgain, controller);
    }

    Target notTryingAgain(Optional<InjectionFingerprint> fingerprint) {
        return new Target(id, uid, verdict, carriesExporter, storage, image, hazard, fingerprint, controller);
    }

    /** Whether the status of the resource already reports the verdict. */
    public static boolean isReported(RegistryExporter resource, Workload workload, Verdict verdict) {
        WorkloadStatus status = without(workload, verdict).status();
        return ReportedStatus.of(resource, workload.id())
                .filter(reported -> reported.reason().equals(status.reason())
                        && reported.message().equals(status.message()))
                .isPresent();
    }

    /** The entry of the target in the status. */
    public WorkloadStatus status() {
        return WorkloadStatus.of(id.kind().toString(), id.name(), verdict.reason())
                .message(message())
                .container(storage.map(RegistryStorage::container).orElse(""))
                .volume(storage.map(RegistryStorage::volumes).orElse(""))
                .path(storage.map(RegistryStorage::path).orElse(""))
                .image(image)
                .attempt(notTriedAgain.map(InjectionFingerprint::value).orElse(""))
                .build();
    }

    /** Bounded, because webhooks and controllers may write long messages, and every watch receives the status. */
    private String message() {
        String whole = Stream.of(
                        Optional.of(verdict.message()),
                        hazard,
                        controller
                                .filter(owner ->
                                        MAY_BE_REMOVED.contains(verdict.reason().state()))
                                .map(owner -> id.kind() + " " + id.name() + " is controlled by " + owner
                                        + ", whose operator may remove the exporter")
                                // A verdict that stands is read from the status, which has the sentence already.
                                .filter(sentence -> !verdict.message().contains(sentence)),
                        storage.map(RegistryStorage::how),
                        storage.flatMap(RegistryStorage::hint))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return PodMessages.bounded(PodMessages.printable(whole), MAX_MESSAGE);
    }
}
