package io.registryexporter.operator.decide.history;

import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often another field manager undid the writes of the operator to a workload.
 *
 * @param written fingerprint of the last write
 * @param version of the workload after the last write
 * @param intact whether the last write was still there at the last check
 * @param times of the recent overwrites
 * @param stopped the request at which the operator gave in; empty if it has not
 */
public record OverwriteHistory(
        String written, long version, boolean intact, List<Instant> times, Optional<InjectionFingerprint> stopped) {
    /** The operator gives in after this many overwrites within {@link #WINDOW}. */
    static final int LIMIT = 3;

    static final Duration WINDOW = Duration.ofMinutes(10);

    public OverwriteHistory {
        times = List.copyOf(times);
    }

    /** The history before the first write. */
    public static OverwriteHistory none() {
        return new OverwriteHistory("", 0, true, List.of(), Optional.empty());
    }

    /** The history after a write of the operator that made that version. */
    public OverwriteHistory written(String fingerprint, long made) {
        return new OverwriteHistory(fingerprint, made, true, times, Optional.empty());
    }

    /**
     * The history before a write of the operator.
     *
     * @param fingerprint of the write; if the last write had the same fingerprint, another manager has undone it since
     * @param seen version of the workload by the cache, which may be older than the last write
     * @param request fingerprint of the request; a new one begins a new history
     */
    public OverwriteHistory beforeWrite(String fingerprint, long seen, InjectionFingerprint request, Instant now) {
        if (stopped.filter(attempt -> !attempt.equals(request)).isPresent()) {
            return none();
        }
        if (!intact || !fingerprint.equals(written) || seen <= version) {
            return this;
        }
        List<Instant> lately = Stream.concat(times.stream(), Stream.of(now))
                .filter(time -> time.isAfter(now.minus(WINDOW)))
                .toList();
        return new OverwriteHistory(
                written, version, false, lately, lately.size() < LIMIT ? Optional.empty() : Optional.of(request));
    }

    /** The history if a previous process gave in. */
    public static OverwriteHistory stoppedAt(InjectionFingerprint attempt) {
        return new OverwriteHistory("", 0, false, List.of(), Optional.of(attempt));
    }
}
