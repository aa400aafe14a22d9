package io.registryexporter.operator.decide.history;

import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How often another field manager undid the writes of the operator to a workload. The operator gives in after three
 * times, however slowly they came, while neither the request nor the owner's pod template changed. With a changed
 * template only overwrites in quick succession count, because an owner may replace the workload with each release. What
 * the operator wrote is accepted, and the count begins again, once it has stayed for {@link #ACCEPTED}.
 *
 * @param written the last write
 * @param intact whether the last write was still there at the last check
 * @param overwrites that count
 * @param request of the overwrites; empty if there are none
 * @param gaveIn whether the operator gave in to them
 */
public record OverwriteHistory(
        Write written,
        boolean intact,
        List<Overwrite> overwrites,
        Optional<InjectionFingerprint> request,
        boolean gaveIn) {
    static final int LIMIT = 3;

    /** Overwrites within this time count even if the owner changed the pod template. */
    static final Duration QUICK = Duration.ofMinutes(10);

    /** Longer than a day, so that a nightly job that removes the exporter does not have its way forever. */
    static final Duration ACCEPTED = Duration.ofDays(2);

    public OverwriteHistory {
        overwrites = List.copyOf(overwrites);
    }

    /**
     * A write of the operator.
     *
     * @param fingerprint of what it writes
     * @param version of the workload after the write; before a write, the version by the cache, which may be older than
     *     the last write
     * @param base fingerprint of the owner's pod template
     */
    public record Write(String fingerprint, long version, String base, Instant at) {}

    /**
     * A write that was undone.
     *
     * @param base fingerprint of the owner's pod template after that
     * @param sameTemplate whether the owner's pod template was that of the write
     */
    public record Overwrite(String base, boolean sameTemplate, Instant at) {

        private boolean isQuick(Instant now) {
            return at.isAfter(now.minus(QUICK));
        }

        private boolean isOf(String template) {
            return sameTemplate && base.equals(template);
        }
    }

    /** The history before the first write. */
    public static OverwriteHistory none() {
        return new OverwriteHistory(new Write("", 0, "", Instant.EPOCH), true, List.of(), Optional.empty(), false);
    }

    /** The history if a previous process gave in. */
    public static OverwriteHistory stoppedAt(InjectionFingerprint request) {
        return new OverwriteHistory(new Write("", 0, "", Instant.EPOCH), false, List.of(), Optional.of(request), true);
    }

    /** The request at which the operator gave in; empty if it has not. */
    public Optional<InjectionFingerprint> stopped() {
        return request.filter(known -> gaveIn);
    }

    /** The history after a write of the operator. */
    public OverwriteHistory written(Write made) {
        return new OverwriteHistory(made, true, overwrites, request, false);
    }

    /**
     * The history before a write of the operator. If the last write had the same fingerprint, another manager has undone
     * it since.
     *
     * @param current fingerprint of the request; a new one begins a new history
     */
    public OverwriteHistory beforeWrite(Write next, InjectionFingerprint current) {
        if (request.filter(known -> !known.equals(current)).isPresent()) {
            return none();
        }
        boolean undone =
                intact && next.fingerprint().equals(written.fingerprint()) && next.version() > written.version();
        return undone ? undone(next, current) : this;
    }

    private OverwriteHistory undone(Write next, InjectionFingerprint current) {
        boolean accepted = !next.at().isBefore(written.at().plus(ACCEPTED));
        Overwrite newest = new Overwrite(next.base(), next.base().equals(written.base()), next.at());
        List<Overwrite> counting = Stream.concat(overwrites.stream().filter(earlier -> !accepted), Stream.of(newest))
                .filter(overwrite -> overwrite.isQuick(next.at()) || overwrite.isOf(next.base()))
                .toList();
        long quick = counting.stream()
                .filter(overwrite -> overwrite.isQuick(next.at()))
                .count();
        long same = counting.stream()
                .filter(overwrite -> overwrite.isOf(next.base()))
                .count();
        return new OverwriteHistory(written, false, counting, Optional.of(current), Math.max(quick, same) >= LIMIT);
    }
}
