package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides which directories one walk may enter, along symbolic links too (R5). A directory that the walk has entered on the
 * same route is a loop, whatever its name: the registry goes round there until the system refuses. A directory with many
 * names is entered by all of them, as the registry does, but links that multiply each other end: behind links the walk
 * meets at most about {@link #NAMES} times as many entries as there are. Not for several threads.
 */
public final class SymlinkPolicy {
    /** Few real storages have directories with more than two names; a maze of links ends soon. */
    static final int NAMES = 16;

    private final Supplier<Set<Object>> aboveTop;
    private Optional<Set<Object>> knownAboveTop = Optional.empty();
    private final Set<Object> reachedByLinks = new HashSet<>();
    private final Map<Symlink, Path> firstPaths = new HashMap<>();
    private Optional<Path> end = Optional.empty();
    private long there = 1;
    private long metBehindLinks;

    private SymlinkPolicy(Supplier<Set<Object>> aboveTop) {
        this.aboveTop = aboveTop;
    }

    /** A symbolic link: the directory that it lies in, and its name there. */
    private record Symlink(Object directory, Path name) {}

    /** Whether a directory may be entered. */
    public sealed interface Decision permits Route, Refused {}

    /**
     * The route to a directory that may be entered.
     *
     * @param above the route to the directory above; none for the directory in which the walk begins
     * @param key as of {@link Node.Directory}
     * @param links how many symbolic links are on the route
     * @param link the last of them, by the first path on which the walk met the link
     * @param first whether no other route of this walk has led to the directory before
     */
    public record Route(Optional<Route> above, Object key, int links, Optional<Path> link, boolean first)
            implements Decision {}

    /** A directory that must not be entered, because of a link on the route to it. */
    public record Refused(DamageReason reason, Path link) implements Decision {}

    /**
     * The policy of a walk that begins in a directory.
     *
     * @param entered whether the walk enters a directory of this name
     */
    public static SymlinkPolicy from(StorageFiles files, Path directory, Predicate<String> entered) {
        return new SymlinkPolicy(() -> keys(files.above(directory, entered)));
    }

    private static Set<Object> keys(List<Node.Directory> directories) {
        Set<Object> keys = new HashSet<>();
        directories.forEach(directory -> keys.add(directory.key()));
        return keys;
    }

    /** The route to the directory in which the walk begins. */
    public Route top() {
        return new Route(Optional.empty(), new Object(), 0, Optional.empty(), true);
    }

    /** The step from one directory into another that lies in it. */
    public Decision enter(Route from, Node.Directory directory) {
        boolean byLink = directory.viaSymlink();
        if (from.links() == 0 && !byLink) {
            return new Route(Optional.of(from), directory.key(), 0, Optional.empty(), true);
        }
        Path link = byLink ? firstPath(from, directory) : from.link().orElseThrow();
        int links = from.links() + (byLink ? 1 : 0);
        if (leadsBack(from, directory.key(), links)) {
            return new Refused(DamageReason.SYMLINK_LOOP, link);
        }
        if (metBehindLinks >= NAMES * there) {
            end = end.or(() -> Optional.of(link));
            return new Refused(DamageReason.TOO_MANY_SYMLINKS, end.get());
        }
        boolean first = reachedByLinks.add(directory.key());
        return new Route(Optional.of(from), directory.key(), links, Optional.of(link), first);
    }

    /** Counts the entries of a directory that the walk has entered. */
    public void met(Route route, int entries) {
        there += route.first() ? 1 + entries : 0;
        metBehindLinks += route.links() > 0 ? 1 + entries : 0;
    }

    /** A link is one cause of damage, however many routes lead to it. */
    private Path firstPath(Route from, Node.Directory directory) {
        return firstPaths.computeIfAbsent(
                new Symlink(from.key(), directory.path().getFileName()), unused -> directory.path());
    }

    /** A directory that is met again without a link in between is a mount or a snapshot; the system ends such a walk. */
    private boolean leadsBack(Route from, Object key, int links) {
        for (Optional<Route> route = Optional.of(from);
                route.isPresent();
                route = route.get().above()) {
            if (route.get().key().equals(key) && route.get().links() < links) {
                return true;
            }
        }
        return aboveTop().contains(key);
    }

    /** Most walks meet no link. */
    private Set<Object> aboveTop() {
        if (knownAboveTop.isEmpty()) {
            knownAboveTop = Optional.of(aboveTop.get());
        }
        return knownAboveTop.get();
    }
}
