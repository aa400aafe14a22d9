package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Paths;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * What clients can delete.
     *
     * @param paths of depth 1, of these repositories
     */
    record Content(List<RepositoryLine> repositories, List<PathLine> paths) {
        static final Content NONE = new Content(List.of(), List.of());
    }

    /** The levers that free most, the largest first; none that frees nothing, or whose bytes are not known. */
    static List<Lever> largest(List<Forecast> forecasts, Content content, String path, Instant now) {
        List<Lever> levers = new ArrayList<>();
        long plain = freed(forecasts, GarbageCollectionMode.GC);
        forecasts.forEach(forecast -> collection(forecast, plain).ifPresent(levers::add));
        uploads(content, now).ifPresent(levers::add);
        asleep(content, path, now).ifPresent(levers::add);
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
        if (bytes == 0 || (untagged && bytes == plain) || forecast.isDestructive()) {
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
                blockers + adds + READ_ONLY));
    }

    /** An upload that is still going on is younger than those that the registry itself purges. */
    private static Optional<Lever> uploads(Content content, Instant now) {
        if (content.repositories().stream().anyMatch(Lever::hasUnknownUploads)) {
            return Optional.empty();
        }
        List<RepositoryLine> old = content.repositories().stream()
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

    private static boolean hasUnknownUploads(RepositoryLine line) {
        return line.uploads().isEmpty()
                || line.uploadBytes().isEmpty()
                || (line.uploads().getAsLong() > 0 && line.oldestUpload().isEmpty());
    }

    /** A path of depth 1 below which nobody has pushed for long, or one repository of another path. */
    private static Optional<Lever> asleep(Content content, String path, Instant now) {
        Instant before = now.minus(Duration.ofDays(ASLEEP_DAYS));
        Map<String, PathLine> paths = content.paths().stream()
                .filter(line -> sleeps(line.figures(), before))
                .collect(Collectors.toMap(PathLine::path, line -> line));
        Stream<RepositoryLine> alone = content.repositories().stream()
                .filter(line -> sleeps(line, before) && !paths.containsKey(Paths.of(line.name(), 1)));
        Set<String> names =
                content.repositories().stream().map(RepositoryLine::name).collect(Collectors.toSet());
        return Stream.concat(paths.values().stream().map(PathLine::figures), alone)
                .max(Comparator.comparingLong(Lever::exclusive)
                        .thenComparing(
                                Comparator.comparing(RepositoryLine::name).reversed()))
                .filter(line -> exclusive(line) > 0)
                .map(line -> asleep(line, isOneRepository(line.name(), paths, names), path, now));
    }

    private static boolean isOneRepository(String name, Map<String, PathLine> paths, Set<String> repositories) {
        return repositories.contains(name)
                && (!paths.containsKey(name) || paths.get(name).repositories().equals(OptionalLong.of(1)));
    }

    private static Lever asleep(RepositoryLine line, boolean repository, String path, Instant now) {
        return new Lever(
                Kind.ASLEEP,
                exclusive(line),
                "registry-exporter preview " + quoted(path) + " --repository '"
                        + line.name().replace(".", "\\.") + (repository ? "" : "(/.*)?") + "' --older-than "
                        + ASLEEP_DAYS + "d --with-referrers",
                line.name() + ": the last push is " + Units.age(line.lastPush(), now)
                        + " old. At most, and with what a collection with -m frees already: the preview says how much. It"
                        + " lists what to delete; then collect garbage with -m. Ask whether anybody still pulls it.");
    }

    private static boolean sleeps(RepositoryLine line, Instant before) {
        return line.lastPush().filter(push -> push.isBefore(before)).isPresent()
                && line.exclusiveBytes().isPresent();
    }

    private static long exclusive(RepositoryLine line) {
        return line.exclusiveBytes().orElse(0);
    }

    /** For a shell. */
    private static String quoted(String path) {
        return path.matches("[A-Za-z0-9/._-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
