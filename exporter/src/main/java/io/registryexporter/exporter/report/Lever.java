package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something to do that frees space, if everything that it depends on is known.
 *
 * @param bytes what it frees, at least or at most where the note says so
 * @param command to run, after a look at the note
 * @param note what else to know, as sentences
 */
public record Lever(Kind kind, long bytes, String command, String note) {
    private static final int MOST = 3;

    /** As the registry does by default: {@code uploadpurging} removes uploads that are older. */
    private static final Duration UPLOAD_AGE = Duration.ofDays(7);

    private static final int ASLEEP_DAYS = 90;
    private static final String READ_ONLY =
            "Needs a registry that nobody pushes to meanwhile: read-only mode, or stopped.";

    /** R23. */
    private static final String INDEXES =
            "A registry 2.x also deletes the images of tagged multi-architecture indexes. ";

    /** What is done. */
    public enum Kind {
        COLLECTION("collect garbage"),
        COLLECTION_WITH_UNTAGGED("collect garbage with untagged manifests"),
        UPLOADS("remove unfinished uploads"),
        ASLEEP("clear what nobody pushes to");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    /** The levers that free most, the largest first; none that frees nothing, or whose bytes are not known. */
    static List<Lever> largest(List<Forecast> forecasts, List<RepositoryLine> repositories, String path, Instant now) {
        List<Lever> levers = new ArrayList<>();
        long plain = freed(forecasts, GarbageCollectionMode.GC);
        forecasts.forEach(forecast -> collection(forecast, plain).ifPresent(levers::add));
        uploads(repositories, now).ifPresent(levers::add);
        asleep(repositories, path, now).ifPresent(levers::add);
        return levers.stream()
                .sorted(Comparator.comparingLong(Lever::bytes).reversed().thenComparing(Lever::kind))
                .limit(MOST)
                .toList();
    }

    private static long freed(List<Forecast> forecasts, GarbageCollectionMode mode) {
        return forecasts.stream()
                .filter(forecast -> forecast.mode() == mode)
                .flatMap(forecast -> forecast.reclaimable().stream())
                .mapToLong(Reclaimable::bytes)
                .sum();
    }

    private static Optional<Lever> collection(Forecast forecast, long plain) {
        long bytes = forecast.reclaimable().map(Reclaimable::bytes).orElse(0L);
        boolean untagged = forecast.mode() == GarbageCollectionMode.GC_DELETE_UNTAGGED;
        if (bytes == 0 || (untagged && bytes == plain)) {
            return Optional.empty();
        }
        String adds = !untagged
                ? ""
                : plain == 0
                        ? "A collection without -m frees nothing. "
                        : Units.bytes(bytes - plain) + " of them more than a collection without -m. ";
        String blockers = forecast.isBlocked()
                ? "Frees nothing now: it " + forecast.stops() + ", which registry-exporter check lists. "
                : "";
        return Optional.of(new Lever(
                untagged ? Kind.COLLECTION_WITH_UNTAGGED : Kind.COLLECTION,
                bytes,
                forecast.command() + " CONFIG",
                blockers + adds + (untagged ? INDEXES : "") + READ_ONLY));
    }

    /** An upload that is still going on is younger than those that the registry itself purges. */
    private static Optional<Lever> uploads(List<RepositoryLine> repositories, Instant now) {
        List<RepositoryLine> old = repositories.stream()
                .filter(line -> line.oldestUpload()
                        .filter(start -> start.isBefore(now.minus(UPLOAD_AGE)))
                        .isPresent())
                .toList();
        long bytes =
                old.stream().mapToLong(line -> line.uploadBytes().orElse(0)).sum();
        return bytes == 0
                ? Optional.empty()
                : Optional.of(new Lever(
                        Kind.UPLOADS,
                        bytes,
                        "storage.maintenance.uploadpurging: {enabled: true, age: 168h, interval: 24h, dryrun: false}",
                        "At most: the uploads of " + Units.count(old.size())
                                + (old.size() == 1 ? " repository" : " repositories")
                                + " whose oldest is older than a week. This is the registry's configuration, and its"
                                + " default; an upload without a startedat file has to be removed by hand."));
    }

    /** The first component of names below which nobody has pushed for long, or one repository. */
    private static Optional<Lever> asleep(List<RepositoryLine> repositories, String path, Instant now) {
        Instant before = now.minus(Duration.ofDays(ASLEEP_DAYS));
        Map<String, List<RepositoryLine>> byPath = repositories.stream()
                .collect(
                        Collectors.groupingBy(line -> line.name().split("/", 2)[0], TreeMap::new, Collectors.toList()));
        List<Map.Entry<String, List<RepositoryLine>>> candidates = new ArrayList<>();
        byPath.forEach((name, lines) -> {
            if (lines.stream().allMatch(line -> sleeps(line, before))) {
                candidates.add(Map.entry(name, lines));
            } else {
                lines.stream()
                        .filter(line -> sleeps(line, before))
                        .forEach(line -> candidates.add(Map.entry(line.name(), List.of(line))));
            }
        });
        return candidates.stream()
                .max(Comparator.<Map.Entry<String, List<RepositoryLine>>>comparingLong(
                                candidate -> exclusive(candidate.getValue()))
                        .thenComparing(Map.Entry.<String, List<RepositoryLine>>comparingByKey()
                                .reversed()))
                .filter(candidate -> exclusive(candidate.getValue()) > 0)
                .map(candidate -> asleep(candidate.getKey(), candidate.getValue(), path, now));
    }

    private static Lever asleep(String name, List<RepositoryLine> lines, String path, Instant now) {
        Optional<Instant> push =
                lines.stream().flatMap(line -> line.lastPush().stream()).max(Comparator.naturalOrder());
        boolean one = lines.size() == 1;
        boolean whole = !one || !lines.get(0).name().equals(name);
        return new Lever(
                Kind.ASLEEP,
                exclusive(lines),
                "registry-exporter preview " + quoted(path) + " --repository '" + name.replace(".", "\\.")
                        + (whole ? "(/.*)?" : "") + "' --older-than " + ASLEEP_DAYS + "d",
                name + ": the last push is " + Units.age(push, now) + " old. "
                        + (one
                                ? ""
                                : "At least, since its " + Units.count(lines.size()) + " repositories may share more. ")
                        + "Lists what to delete; then collect garbage with -m. Ask whether anybody still pulls it.");
    }

    private static boolean sleeps(RepositoryLine line, Instant before) {
        return line.lastPush().filter(push -> push.isBefore(before)).isPresent()
                && line.exclusiveBytes().isPresent();
    }

    private static long exclusive(List<RepositoryLine> lines) {
        return lines.stream().mapToLong(line -> line.exclusiveBytes().orElse(0)).sum();
    }

    /** For a shell. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
