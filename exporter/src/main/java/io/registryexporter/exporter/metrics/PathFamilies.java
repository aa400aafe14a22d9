package io.registryexporter.exporter.metrics;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.PathFigures;
import io.registryexporter.exporter.inventory.Paths;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The families about repositories together: those of a path. */
record PathFamilies(Inventory inventory, SelectedSeries selected, SeriesOptions options) {

    List<GaugeFamily> all() {
        List<PathFigures> paths = paths();
        return List.of(
                family(
                        "registry_path_stored_bytes",
                        "Bytes of the blobs that the repositories of the path are made of, each blob once,"
                                + " as of the last scan.",
                        paths,
                        PathFigures::stored),
                family(
                        "registry_path_exclusive_bytes",
                        "Bytes of the blobs that no repository outside of the path is made of, as of the last scan.",
                        paths,
                        PathFigures::exclusive),
                family(
                        "registry_path_repositories",
                        "Repositories of the path as of the last scan.",
                        paths,
                        PathFigures::repositories));
    }

    /** A path has series if one of its repositories has, and counts all of them. */
    private List<PathFigures> paths() {
        int depth = options.pathDepth();
        if (depth == 0) {
            return List.of();
        }
        Set<String> withSeries = selected.repositories().stream()
                .map(entry -> Paths.of(entry.repository().name(), depth))
                .collect(Collectors.toSet());
        return Paths.of(inventory).at(depth).stream()
                .filter(path -> withSeries.contains(path.path()))
                .toList();
    }

    private static GaugeFamily family(
            String name, String help, List<PathFigures> paths, Function<PathFigures, OptionalLong> figure) {
        return new GaugeFamily(
                name,
                help,
                sink -> paths.forEach(
                        path -> figure.apply(path).ifPresent(known -> sink.sample(known, Labels.PATH, path.path()))));
    }
}
