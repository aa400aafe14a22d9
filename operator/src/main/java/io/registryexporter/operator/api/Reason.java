package io.registryexporter.operator.api;

import static io.registryexporter.operator.api.WorkloadState.CONFLICT;
import static io.registryexporter.operator.api.WorkloadState.FAILED;
import static io.registryexporter.operator.api.WorkloadState.PENDING;
import static io.registryexporter.operator.api.WorkloadState.READY;
import static io.registryexporter.operator.api.WorkloadState.ROLLING_OUT;
import static io.registryexporter.operator.api.WorkloadState.SKIPPED;

/** Why a workload is in its state. Each has its remedy in the README. */
public enum Reason {
    EXPORTER_RUNNING(READY, "ExporterRunning"),
    SCALED_TO_ZERO(READY, "ScaledToZero"),

    ROLLOUT_IN_PROGRESS(ROLLING_OUT, "RolloutInProgress"),

    PAUSED(PENDING, "Paused"),
    ROLLOUT_PAUSED(PENDING, "RolloutPaused"),
    WAITING_FOR_RESTART(PENDING, "WaitingForRestart"),

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

    EXPORTER_NOT_STARTING(FAILED, "ExporterNotStarting"),
    ROLLOUT_STUCK(FAILED, "RolloutStuck"),
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

    /** Whether nobody has to do anything about it: the exporter runs, or someone does not want it or has one already. */
    public boolean settled() {
        return state == READY || this == OPTED_OUT || this == ALREADY_PRESENT;
    }

    /** The code as it stands in a status, an event and the label of a metric. */
    @Override
    public String toString() {
        return text;
    }
}
