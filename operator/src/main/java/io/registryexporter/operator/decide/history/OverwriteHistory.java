package io.registryexporter.operator.decide.history;

import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often somebody has undone what the operator wrote to a workload.
 *
 * @param written what was written last, as its digest
 * @param version of the workload after that write
 * @param intact whether that was still there when it was looked at last
 * @param times when it was undone lately
 * @param stopped the attempt at which the operator gave in; empty while it has not
 */
public record OverwriteHistory(
        String written, long version, boolean intact, List<Instant> times, Optional<InjectionFingerprint> stopped) {
    /** So often within {@link #WINDOW}, and the operator gives in. */
    static final int LIMIT = 3;

    static final Duration WINDOW = Duration.ofMinutes(10);

    public OverwriteHistory {
        times = List.copyOf(times);
    }

    /** Nothing of it has been written yet. */
    public static OverwriteHistory none() {
        return new OverwriteHistory("", 0, true, List.of(), Optional.empty());
    }

    /** The operator has written, which made that version. */
    public OverwriteHistory written(String fingerprint, long made) {
        return new OverwriteHistory(fingerprint, made, true, times, Optional.empty());
    }

    /**
     * The operator is about to write.
     *
     * @param fingerprint what would be written: if that was written before, somebody has undone it since
     * @param seen version of the workload as it is known, which may be of before the last write
     * @param request changes when it is to be begun again
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

    /** One that a process before has given in. */
    public static OverwriteHistory stoppedAt(InjectionFingerprint attempt) {
        return new OverwriteHistory("", 0, false, List.of(), Optional.of(attempt));
    }
}
