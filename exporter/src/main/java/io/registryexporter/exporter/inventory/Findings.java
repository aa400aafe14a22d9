package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The findings in one repository: every entry once for each reason. */
final class Findings {
    private final Map<Key, Finding> findings = new HashMap<>();

    private record Key(DamageReason reason, String path, String detail) {}

    /** The finding of an entry; a new one if there is none. */
    Finding at(DamageReason reason, String path) {
        return at(reason, path, "");
    }

    /** The finding of an entry with a detail. */
    Finding at(DamageReason reason, String path, String detail) {
        return findings.computeIfAbsent(new Key(reason, path, detail), unused -> new Finding(reason, path, detail));
    }

    /** An existing finding. */
    Optional<Finding> find(DamageReason reason, String path, String detail) {
        return Optional.ofNullable(findings.get(new Key(reason, path, detail)));
    }

    /** All findings, in the order of the paths. */
    List<Damage> damages(String repository) {
        return findings.values().stream()
                .map(finding -> finding.damage(repository))
                .sorted(Comparator.comparing(Damage::path)
                        .thenComparing(Damage::reason)
                        .thenComparing(Damage::detail))
                .toList();
    }
}
