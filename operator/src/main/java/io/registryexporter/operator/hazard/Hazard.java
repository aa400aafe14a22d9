package io.registryexporter.operator.hazard;

import io.registryexporter.operator.api.Reason;

/**
 * Why a rollout cannot succeed, or may hang.
 *
 * @param reason {@link Reason#ROLLOUT_MAY_HANG} if the rollout may still succeed; with any other reason it cannot
 * @param message the finding and its remedy
 */
public record Hazard(Reason reason, String message) {

    /** Whether the rollout may still succeed. */
    public boolean mayEnd() {
        return reason == Reason.ROLLOUT_MAY_HANG;
    }
}
