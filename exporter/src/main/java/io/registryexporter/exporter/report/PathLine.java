package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.PathFigures;
import io.registryexporter.exporter.inventory.Paths;
import io.registryexporter.exporter.inventory.Revisions;
import io.registryexporter.exporter.inventory.Uploads;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The repositories of a path in figures. Figures that depend on unreadable entries are empty.
 *
 * @param figures sums over the repositories, under the name of the path; but for bytes, which count each blob once, and the
 *     last push, which is the newest
 * @param repositories how many there are
 */
public record PathLine(RepositoryLine figures, OptionalLong repositories) {

    /** The name of the path. */
    public String path() {
        return figures.name();
    }

    /** The paths of these repositories at a depth. */
    static List<PathLine> of(List<RepositoryLine> lines, Inventory inventory, int depth) {
        Paths paths = Paths.of(inventory);
        Map<String, PathFigures> together =
                paths.at(depth).stream().collect(Collectors.toMap(PathFigures::path, figures -> figures));
        Map<String, List<RepositoryLine>> byPath = lines.stream()
                .collect(
                        Collectors.groupingBy(line -> Paths.of(line.name(), depth), TreeMap::new, Collectors.toList()));
        return byPath.entrySet().stream()
                .map(entry -> new Below(entry.getKey(), entry.getValue(), paths.areAllFound(entry.getKey(), depth))
                        .line(Optional.ofNullable(together.get(entry.getKey()))))
                .toList();
    }

    /**
     * What is below a path.
     *
     * @param lines its repositories, and those that have nothing but an upload
     * @param all whether these are all
     */
    private record Below(String path, List<RepositoryLine> lines, boolean all) {

        /** @param together none if there is nothing but uploads */
        PathLine line(Optional<PathFigures> together) {
            RepositoryLine figures = new RepositoryLine(
                    path,
                    new RepositoryLine.Tags(sum(RepositoryLine::tags), sum(RepositoryLine::brokenTags), lastPush()),
                    new Revisions(
                            sum(RepositoryLine::revisions),
                            sum(RepositoryLine::untaggedRevisions),
                            sum(RepositoryLine::unreachableRevisions)),
                    together.map(known -> new RepositoryLine.Size(known.stored(), known.exclusive()))
                            .orElseGet(() -> new RepositoryLine.Size(
                                    sum(RepositoryLine::storedBytes), sum(RepositoryLine::exclusiveBytes))),
                    new Uploads(sum(RepositoryLine::uploads), sum(RepositoryLine::uploadBytes), Optional.empty()),
                    lines.stream().mapToLong(RepositoryLine::damage).sum());
            return new PathLine(
                    figures,
                    together.map(PathFigures::repositories)
                            .orElseGet(() -> all ? OptionalLong.of(0) : OptionalLong.empty()));
        }

        private OptionalLong sum(Function<RepositoryLine, OptionalLong> figure) {
            boolean known =
                    all && lines.stream().allMatch(line -> figure.apply(line).isPresent());
            return known
                    ? OptionalLong.of(lines.stream()
                            .mapToLong(line -> figure.apply(line).orElseThrow())
                            .sum())
                    : OptionalLong.empty();
        }

        private Optional<Instant> lastPush() {
            boolean known = all && lines.stream().noneMatch(RepositoryLine::isPushUnknown);
            return known
                    ? lines.stream().flatMap(line -> line.lastPush().stream()).max(Comparator.naturalOrder())
                    : Optional.empty();
        }
    }
}
