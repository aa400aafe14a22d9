package io.registryexporter.exporter.scan;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long a counter has not moved, according to repeated readings.
 *
 * @param count as it was read last
 * @param idle since the counter moved last, as far as the readings show
 * @param read when it was read last
 */
record IdleTime(long count, Duration idle, Instant read) {
    /** A reading that comes much later than the previous one means that the machine slept, or that its clock was set. */
    private static final Duration LONGEST_STEP = Duration.ofMinutes(1);

    static IdleTime from(long count, Instant now) {
        return new IdleTime(count, Duration.ZERO, now);
    }

    /** The idle time after the next reading. */
    IdleTime next(long countNow, Instant now) {
        if (countNow != count) {
            return from(countNow, now);
        }
        Duration step = Duration.between(read, now);
        Duration counted = step.compareTo(LONGEST_STEP) > 0 ? LONGEST_STEP : step;
        return new IdleTime(count, idle.plus(counted.isNegative() ? Duration.ZERO : counted), now);
    }
}
