package io.registryexporter.support.real;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The reason of a skip. A test is skipped by name if a program that it needs is missing. With the environment variable
 * REQUIRE_REAL_COMPONENTS=true, such as in CI, a skip is excused only if the program cannot be had on this machine.
 */
public final class Requirement {
    private static final String EXCUSE = "cannot be had here: ";

    private Requirement() {}

    /** A skip that CI accepts too. */
    static ConditionEvaluationResult cannotBeHad(ExtensionContext context, String need) {
        return skipped(excuse(context.getDisplayName() + " " + need));
    }

    /** The reason of a skip that CI accepts too. */
    public static String excuse(String reason) {
        return EXCUSE + reason;
    }

    /** Whether the reason of a skip is one that CI accepts. */
    public static boolean excuses(String reason) {
        return reason.startsWith(EXCUSE);
    }

    /** A skip, and a failure in CI. */
    static ConditionEvaluationResult isMissing(ExtensionContext context, String need) {
        String reason = context.getDisplayName() + " " + need;
        if (Boolean.parseBoolean(System.getenv("REQUIRE_REAL_COMPONENTS"))) {
            throw new IllegalStateException("REQUIRE_REAL_COMPONENTS is true, but " + reason);
        }
        return skipped(reason);
    }

    private static ConditionEvaluationResult skipped(String reason) {
        System.out.println("[WARNING] SKIPPED: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
