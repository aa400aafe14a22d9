package io.registryexporter.operator.api;

import static io.registryexporter.operator.api.WorkloadState.CONFLICT;
import static io.registryexporter.operator.api.WorkloadState.FAILED;
import static io.registryexporter.operator.api.WorkloadState.PENDING;
import static io.registryexporter.operator.api.WorkloadState.READY;
import static io.registryexporter.operator.api.WorkloadState.ROLLING_OUT;
import static io.registryexporter.operator.api.WorkloadState.SKIPPED;
import static io.registryexporter.operator.api.WorkloadState.WITHDRAWN;

import java.util.Arrays;
import java.util.Optional;

/** Why a workload is in its state. The README has a remedy for each reason. */
public enum Reason {
    EXPORTER_RUNNING(READY, "ExporterRunning"),
    SCALED_TO_ZERO(READY, "ScaledToZero"),

    ROLLOUT_IN_PROGRESS(ROLLING_OUT, "RolloutInProgress"),

    PAUSED(PENDING, "Paused"),
    ROLLOUT_PAUSED(PENDING, "RolloutPaused"),
    WAITING_FOR_RESTART(PENDING, "WaitingForRestart"),
    WAITING_FOR_TURN(PENDING, "WaitingForTurn"),

    OPTED_OUT(SKIPPED, "OptedOut"),
    ALREADY_PRESENT(SKIPPED, "AlreadyPresent"),
    NO_REGISTRY_CONTAINER(SKIPPED, "NoRegistryContainer"),
    AMBIGUOUS_REGISTRY_CONTAINER(SKIPPED, "AmbiguousRegistryContainer"),
    NOT_FILESYSTEM(SKIPPED, "NotFilesystem"),
    STORAGE_UNKNOWN(SKIPPED, "StorageUnknown"),
    NO_SHARED_VOLUME(SKIPPED, "NoSharedVolume"),
    PORT_IN_USE(SKIPPED, "PortInUse"),

    OWNED_BY_OTHER_RESOURCE(CONFLICT, "OwnedByOtherResource"),
    OWNED_BY_OTHER_MANAGER(CONFLICT, "OwnedByOtherManager"),
    REMOVED_BY_OTHER_MANAGER(CONFLICT, "RemovedByOtherManager"),

    IMAGE_PULL_BACK_OFF(WITHDRAWN, "ImagePullBackOff"),
    CRASH_LOOP_BACK_OFF(WITHDRAWN, "CrashLoopBackOff"),
    CREATE_CONTAINER_ERROR(WITHDRAWN, "CreateContainerError"),
    OOM_KILLED(WITHDRAWN, "OOMKilled"),
    FAILED_CREATE(WITHDRAWN, "FailedCreate"),
    PROGRESS_DEADLINE_EXCEEDED(WITHDRAWN, "ProgressDeadlineExceeded"),

    ROLLOUT_WOULD_DEADLOCK(FAILED, "RolloutWouldDeadlock"),
    ROLLOUT_MAY_HANG(FAILED, "RolloutMayHang"),
    EXCEEDS_RESOURCE_QUOTA(FAILED, "ExceedsResourceQuota"),
    EXCEEDS_LIMIT_RANGE(FAILED, "ExceedsLimitRange"),

    EXPORTER_NOT_ALLOWED(FAILED, "ExporterNotAllowed"),
    EXPORTER_NOT_STARTING(FAILED, "ExporterNotStarting"),
    ROLLOUT_STUCK(FAILED, "RolloutStuck"),
    SPEC_TOO_LARGE(FAILED, "SpecTooLarge"),
    APPLY_FORBIDDEN(FAILED, "ApplyForbidden"),
    APPLY_REJECTED(FAILED, "ApplyRejected"),
    API_ERROR(FAILED, "ApiError"),
    INTERNAL_ERROR(FAILED, "InternalError");

    private final WorkloadState state;
    private final String text;

    Reason(WorkloadState state, String text) {
        this.state = state;
        this.text = text;
    }

    public WorkloadState state() {
        return state;
    }

    /** The reason with that code in a status or a note; empty for a code of a later release. */
    public static Optional<Reason> of(String text) {
        return Arrays.stream(values())
                .filter(reason -> reason.text.equals(text))
                .findFirst();
    }

    /** Whether nobody has to act: the exporter runs, the workload opted out, or it has an exporter already. */
    public boolean needsNoAction() {
        return state == READY || this == OPTED_OUT || this == ALREADY_PRESENT;
    }

    /** The code in a status, an event and the label of a metric. */
    @Override
    public String toString() {
        return text;
    }
}
