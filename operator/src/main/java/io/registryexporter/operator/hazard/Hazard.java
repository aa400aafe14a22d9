package io.registryexporter.operator.hazard;

import io.registryexporter.operator.api.Reason;

/**
 * Why a rollout cannot end, or may not.
 *
 * @param reason {@link Reason#ROLLOUT_MAY_HANG} where it may end all the same; with any other one it cannot
 * @param message a sentence that says what was seen, and what to do
 */
public record Hazard(Reason reason, String message) {

    /** Whether it may go well. */
    public boolean mayEnd() {
        return reason == Reason.ROLLOUT_MAY_HANG;
    }
}
