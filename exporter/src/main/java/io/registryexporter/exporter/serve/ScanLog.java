package io.registryexporter.exporter.serve;

import io.registryexporter.common.log.Log;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.metrics.ScanStatus;
import io.registryexporter.exporter.scan.result.Damage;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Logs scans: a line for each, and a warning for each damaged entry when it appears and when it is gone. Not for several
 * threads.
 */
final class ScanLog {
    private static final int MAX_LINES = 100;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Log log;
    private Set<Damage> known = Set.of();
    private boolean cut;

    ScanLog(Log log) {
        this.log = log;
    }

    void succeeded(ScanOutcome scanned, ScanStatus status) {
        Inventory inventory = scanned.inventory();
        // The next push of a tag that an entry breaks is no new damage.
        Set<Damage> damages = inventory
                .damages()
                .map(damage -> damage.breaking(List.of()).blocking(Set.of()))
                .collect(Collectors.toSet());
        log.info(
                "scan finished",
                LogKeys.REPOSITORIES.of(known(inventory.repositoryCount())),
                LogKeys.TAGS.of(known(inventory.tagCount())),
                LogKeys.REVISIONS.of(known(inventory.revisionCount())),
                LogKeys.DAMAGED.of(inventory.damages().count()),
                LogKeys.DURATION_SECONDS.of(status.duration().toNanos() / NANOS_PER_SECOND));
        report("damage found", difference(damages, known));
        report("damage gone", difference(known, damages));
        known = damages;
        reportCut(scanned.cutSeries());
    }

    private static Object known(OptionalLong figure) {
        return figure.isPresent() ? figure.getAsLong() : "unknown";
    }

    void failed(String reason) {
        log.error("scan failed, the numbers of the last one are still served", LogKeys.ERR.of(reason));
    }

    private void reportCut(long series) {
        if (series > 0 && !cut) {
            log.warn("series left out, the newest tags are kept: see --metrics.max-tags", LogKeys.SERIES.of(series));
        } else if (series == 0 && cut) {
            log.warn("no series are left out any more");
        }
        cut = series > 0;
    }

    private void report(String message, List<Damage> damages) {
        damages.stream()
                .limit(MAX_LINES)
                .forEach(damage -> log.warn(
                        message,
                        LogKeys.REASON.of(damage.reason().label()),
                        LogKeys.PATH.of(damage.path()),
                        LogKeys.MEANING.of(damage.reason().meaning()),
                        LogKeys.DETAIL.of(damage.detail())));
        if (damages.size() > MAX_LINES) {
            log.warn(message + ", further entries", LogKeys.COUNT.of(damages.size() - MAX_LINES));
        }
    }

    private static List<Damage> difference(Set<Damage> from, Set<Damage> without) {
        Set<Damage> rest = new HashSet<>(from);
        rest.removeAll(without);
        return rest.stream()
                .sorted(Comparator.comparing(Damage::path).thenComparing(Damage::reason))
                .toList();
    }
}
