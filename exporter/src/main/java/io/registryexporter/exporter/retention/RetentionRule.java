package io.registryexporter.exporter.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A retention rule: a tag may go where every part that is given lets the tag go.
 *
 * @param keepLast how many of the newest selected tags of a repository stay; from 1 on
 * @param olderThan how long ago a tag was pushed that may go
 * @param patterns the tags that the rule is for
 * @param withReferrers whether signatures and other referrers go with their image
 */
public record RetentionRule(
        OptionalInt keepLast, Optional<Duration> olderThan, TagPatterns patterns, boolean withReferrers) {
    /** Of two tags of one moment, the one with the greater name counts as newer. */
    private static final Comparator<KnownTag> NEWEST_FIRST = Comparator.comparingLong(
                    (KnownTag tag) -> tag.pushedMillis())
            .thenComparing(KnownTag::name)
            .reversed();

    /**
     * The tags that the rule lets go, regardless of what else names their manifests. A tag that cannot be pulled whole does
     * not count among the newest ones, so that damaged tags never take the place of sound ones.
     *
     * @param selected tags of one repository that the patterns select
     */
    Set<KnownTag> letsGo(List<KnownTag> selected, Instant now) {
        int kept = 0;
        Set<KnownTag> going = new HashSet<>();
        for (KnownTag tag : selected.stream().sorted(NEWEST_FIRST).toList()) {
            boolean beyond = keepLast.isEmpty() || kept >= keepLast.getAsInt();
            if (beyond && isOld(tag.pushedMillis(), now)) {
                going.add(tag);
            }
            kept += tag.sound() ? 1 : 0;
        }
        return going;
    }

    /** Whether a tag that was pushed at this moment is as old as the rule wants; always, if the rule has no age. */
    boolean isOld(long pushedMillis, Instant now) {
        return olderThan.isEmpty() || pushedMillis < now.minus(olderThan.get()).toEpochMilli();
    }

    /** Whether the rule selects tags by their names. */
    boolean namesTags() {
        return patterns.tag().isPresent();
    }
}
