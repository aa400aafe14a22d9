package io.registryexporter.exporter.scan;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long a count has stood still, as somebody sees who looks at it again and again.
 *
 * @param count as it was at the last look
 * @param still since it last moved, as far as anybody looked
 */
record Stillness(long count, Duration still, Instant looked) {
    /** A look that comes much later than the one before says that the machine slept, or that its clock was set. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    static Stillness from(long count, Instant now) {
        return new Stillness(count, Duration.ZERO, now);
    }

    /** What the next look sees. */
    Stillness look(long countNow, Instant now) {
        if (countNow != count) {
            return from(countNow, now);
        }
        Duration step = Duration.between(looked, now);
        Duration counted = step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
        return new Stillness(count, still.plus(counted.isNegative() ? Duration.ZERO : counted), now);
    }
}
