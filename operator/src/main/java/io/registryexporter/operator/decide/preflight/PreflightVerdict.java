package io.registryexporter.operator.decide.preflight;

/**
 * The result of a preflight.
 *
 * @param message why the preflight did not pass, or what it did not prove; empty if it proved everything
 */
public record PreflightVerdict(Kind kind, String message) {

    /** How a preflight ended. */
    public enum Kind {
        /** The exporter has read the storage once. */
        PASSED,
        /** The exporter would not run in the registry's pod. */
        FAILED,
        /** No preflight can run, so nothing is known about the exporter. */
        IMPOSSIBLE,
        /** The registry went away meanwhile, and its next pod may need the volume. */
        INTERRUPTED
    }

    static PreflightVerdict passed(String unproven) {
        return new PreflightVerdict(Kind.PASSED, unproven);
    }

    /** The exporter would not run in the registry's pod. */
    public static PreflightVerdict failed(String why) {
        return new PreflightVerdict(Kind.FAILED, why);
    }

    /** No preflight can run. */
    public static PreflightVerdict impossible(String why) {
        return new PreflightVerdict(Kind.IMPOSSIBLE, why);
    }
}
