package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.PathFigures;
import io.registryexporter.exporter.inventory.Paths;
import java.util.Comparator;
import java.util.List;

/**
 * What repositories are together.
 *
 * @param lines the paths of one depth in the requested order, not more than requested
 * @param listed how many paths of that depth there are
 * @param tree the paths of all depths that have a longer path below them; that of all repositories, which is empty, comes
 *     first
 */
public record PathReport(List<PathLine> lines, long listed, List<PathFigures> tree) {

    /**
     * The extent of the list.
     *
     * @param depth how many components make a path
     * @param most how many paths, the first by order
     */
    public record Extent(int depth, int most) {

        static Extent everything() {
            return new Extent(1, Integer.MAX_VALUE);
        }
    }

    static PathReport of(
            List<RepositoryLine> repositories,
            Inventory inventory,
            RepositoryOrder order,
            TagFilter filter,
            Extent extent) {
        List<PathLine> paths = PathLine.of(repositories, inventory, extent.depth());
        return new PathReport(
                paths.stream()
                        .filter(path -> filter.admits(path.figures()))
                        .sorted(Comparator.comparing(PathLine::figures, order.comparator()))
                        .limit(extent.most())
                        .toList(),
                paths.size(),
                Paths.of(inventory).all());
    }
}
