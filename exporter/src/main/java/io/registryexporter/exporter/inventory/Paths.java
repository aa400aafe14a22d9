package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.Layout;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * The paths of an inventory. At a depth each repository is in one path: the first components of its name, as many as the
 * depth. A repository whose name has fewer is a path of its own, also where others lie below it.
 */
public final class Paths {
    private static final String INSIDE = Layout.REPOSITORIES + "/";

    private final Inventory inventory;
    private final boolean blobs;
    private final boolean complete;
    private final Set<String> aboveHidden;
    private final Set<String> aboveUnknown;

    private Paths(Inventory inventory) {
        this.inventory = inventory;
        this.blobs = inventory.blobsAreKnown();
        this.complete = inventory.isComplete();
        this.aboveHidden = aboveHidden(inventory);
        this.aboveUnknown = aboveUnknown(inventory);
    }

    /** The paths of this inventory. */
    public static Paths of(Inventory inventory) {
        return new Paths(inventory);
    }

    /** The path that a repository is in at a depth of one or more. */
    public static String of(String repository, int depth) {
        int end = -1;
        for (int i = 0; i < depth; i++) {
            end = repository.indexOf('/', end + 1);
            if (end < 0) {
                return repository;
            }
        }
        return repository.substring(0, end);
    }

    /** The paths of all depths that have a longer path below them; that of all repositories comes first. */
    public List<PathFigures> all() {
        return inventory.paths().stream().map(this::figures).toList();
    }

    /** The paths that have repositories at a depth, in the order of their names. */
    public Collection<PathFigures> at(int depth) {
        Map<String, RepositoryPath> together = new HashMap<>();
        for (RepositoryPath path : inventory.paths()) {
            if (!path.name().isEmpty() && PathTree.components(path.name()) == depth) {
                together.put(path.name(), path);
            }
        }
        Map<String, PathFigures> paths = new TreeMap<>();
        for (Repository repository : inventory.repositories()) {
            String name = of(repository.name(), depth);
            paths.computeIfAbsent(
                    name,
                    path -> Optional.ofNullable(together.get(path))
                            .map(this::figures)
                            .orElseGet(() -> alone(repository, depth)));
        }
        return paths.values();
    }

    /** Whether all repositories of a path at a depth could be found. */
    public boolean areAllFound(String path, int depth) {
        return PathTree.components(path) < depth || !aboveHidden.contains(path);
    }

    private PathFigures figures(RepositoryPath path) {
        return figures(path.name(), path.repositories(), costs(path), !aboveHidden.contains(path.name()));
    }

    private Optional<Costs> costs(RepositoryPath path) {
        return aboveUnknown.contains(path.name()) ? Optional.empty() : Optional.of(path.costs());
    }

    private PathFigures alone(Repository repository, int depth) {
        String name = repository.name();
        return figures(name, 1, repository.costs(), areAllFound(name, depth));
    }

    private PathFigures figures(String name, int repositories, Optional<Costs> costs, boolean found) {
        return new PathFigures(
                name,
                found ? OptionalLong.of(repositories) : OptionalLong.empty(),
                found && blobs ? costs.stream().mapToLong(Costs::stored).findFirst() : OptionalLong.empty(),
                complete ? costs.stream().mapToLong(Costs::exclusive).findFirst() : OptionalLong.empty());
    }

    /** The paths below which a directory is that the exporter cannot look into, and that may have repositories. */
    private static Set<String> aboveHidden(Inventory inventory) {
        Set<String> above = new HashSet<>();
        inventory
                .damages()
                .filter(damage ->
                        damage.repository().isEmpty() && damage.reason().hidesWhatIsThere())
                .map(Damage::path)
                .filter(path -> path.equals(Layout.REPOSITORIES) || path.startsWith(INSIDE))
                .map(path -> path.substring(Math.min(INSIDE.length(), path.length())))
                .forEach(path -> addWithAllAbove(path, above));
        return above;
    }

    /** The paths of which one repository has costs that are not known. */
    private static Set<String> aboveUnknown(Inventory inventory) {
        Set<String> above = new HashSet<>();
        inventory.repositories().stream()
                .filter(repository -> repository.costs().isEmpty())
                .forEach(repository -> addWithAllAbove(repository.name(), above));
        return above;
    }

    private static void addWithAllAbove(String path, Set<String> above) {
        above.add("");
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            above.add(path.substring(0, end));
        }
    }
}
