package io.registryexporter.operator.api;

import static io.registryexporter.operator.api.Reason.NextLook.EVENT;
import static io.registryexporter.operator.api.Reason.NextLook.FAILURE;
import static io.registryexporter.operator.api.Reason.NextLook.MANUAL_RESTART;
import static io.registryexporter.operator.api.Reason.NextLook.ROLLOUT;
import static io.registryexporter.operator.api.Reason.NextLook.UNWATCHED;
import static io.registryexporter.operator.api.WorkloadState.CONFLICT;
import static io.registryexporter.operator.api.WorkloadState.FAILED;
import static io.registryexporter.operator.api.WorkloadState.PENDING;
import static io.registryexporter.operator.api.WorkloadState.READY;
import static io.registryexporter.operator.api.WorkloadState.ROLLING_OUT;
import static io.registryexporter.operator.api.WorkloadState.SKIPPED;
import static io.registryexporter.operator.api.WorkloadState.WITHDRAWN;

import java.util.Arrays;
import java.util.Optional;

/** Why a workload is in its state. docs/operator/status-and-reasons.md has a remedy for each. */
public enum Reason {
    EXPORTER_RUNNING(READY, "ExporterRunning", EVENT),
    SCALED_TO_ZERO(READY, "ScaledToZero", EVENT),

    ROLLOUT_IN_PROGRESS(ROLLING_OUT, "RolloutInProgress", ROLLOUT),

    PAUSED(PENDING, "Paused", EVENT),
    ROLLOUT_PAUSED(PENDING, "RolloutPaused", EVENT),
    WAITING_FOR_RESTART(PENDING, "WaitingForRestart", MANUAL_RESTART),
    WAITING_FOR_TURN(PENDING, "WaitingForTurn", EVENT),
    PREFLIGHT_RUNNING(PENDING, "PreflightRunning", ROLLOUT),

    OPTED_OUT(SKIPPED, "OptedOut", EVENT),
    ALREADY_PRESENT(SKIPPED, "AlreadyPresent", EVENT),
    NO_REGISTRY_CONTAINER(SKIPPED, "NoRegistryContainer", EVENT),
    AMBIGUOUS_REGISTRY_CONTAINER(SKIPPED, "AmbiguousRegistryContainer", EVENT),
    NOT_FILESYSTEM(SKIPPED, "NotFilesystem", EVENT),
    STORAGE_UNKNOWN(SKIPPED, "StorageUnknown", UNWATCHED),
    NO_SHARED_VOLUME(SKIPPED, "NoSharedVolume", EVENT),
    PORT_IN_USE(SKIPPED, "PortInUse", EVENT),

    OWNED_BY_OTHER_RESOURCE(CONFLICT, "OwnedByOtherResource", EVENT),
    OWNED_BY_OTHER_MANAGER(CONFLICT, "OwnedByOtherManager", UNWATCHED),
    REMOVED_BY_OTHER_MANAGER(CONFLICT, "RemovedByOtherManager", EVENT),

    IMAGE_PULL_BACK_OFF(WITHDRAWN, "ImagePullBackOff", EVENT),
    CRASH_LOOP_BACK_OFF(WITHDRAWN, "CrashLoopBackOff", EVENT),
    CREATE_CONTAINER_ERROR(WITHDRAWN, "CreateContainerError", EVENT),
    OOM_KILLED(WITHDRAWN, "OOMKilled", EVENT),
    FAILED_CREATE(WITHDRAWN, "FailedCreate", EVENT),
    PROGRESS_DEADLINE_EXCEEDED(WITHDRAWN, "ProgressDeadlineExceeded", EVENT),

    PREFLIGHT_FAILED(FAILED, "PreflightFailed", UNWATCHED),
    ROLLOUT_WOULD_LOSE_DATA(FAILED, "RolloutWouldLoseData", EVENT),
    ROLLOUT_WOULD_DEADLOCK(FAILED, "RolloutWouldDeadlock", UNWATCHED),
    ROLLOUT_MAY_HANG(FAILED, "RolloutMayHang", UNWATCHED),
    EXCEEDS_RESOURCE_QUOTA(FAILED, "ExceedsResourceQuota", UNWATCHED),
    EXCEEDS_LIMIT_RANGE(FAILED, "ExceedsLimitRange", UNWATCHED),

    EXPORTER_NOT_ALLOWED(FAILED, "ExporterNotAllowed", EVENT),
    EXPORTER_NOT_STARTING(FAILED, "ExporterNotStarting", FAILURE),
    ROLLOUT_STUCK(FAILED, "RolloutStuck", FAILURE),
    SPEC_TOO_LARGE(FAILED, "SpecTooLarge", EVENT),
    APPLY_FORBIDDEN(FAILED, "ApplyForbidden", UNWATCHED),
    APPLY_REJECTED(FAILED, "ApplyRejected", UNWATCHED),
    API_ERROR(FAILED, "ApiError", FAILURE),
    INTERNAL_ERROR(FAILED, "InternalError", UNWATCHED);

    /** What tells the operator that the reason may not hold any more. */
    public enum NextLook {
        /** A change of a workload, a resource or a namespace: all of them are watched. */
        EVENT,

        /** The pods of a rollout under way; nothing watches pods. */
        ROLLOUT,

        /** Pods of a rollout that does not go on, or an API server that answers again. */
        FAILURE,

        /** Pods that somebody deletes by hand. */
        MANUAL_RESTART,

        /** What nothing watches: ConfigMaps, claims, quotas, roles, fields of other managers. */
        UNWATCHED
    }

    private final WorkloadState state;
    private final String text;
    private final NextLook nextLook;

    Reason(WorkloadState state, String text, NextLook nextLook) {
        this.state = state;
        this.text = text;
        this.nextLook = nextLook;
    }

    public NextLook nextLook() {
        return nextLook;
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
