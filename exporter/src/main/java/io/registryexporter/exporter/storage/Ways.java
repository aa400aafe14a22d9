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
 * The ways that one walk takes into directories, along symbolic links too (R5). A directory that already lies on the way
 * is a loop, by whatever name it is entered: the registry goes round there until the system refuses. Directories that
 * have many ways are entered by all of them, as the registry does, but links that multiply each other end: what is
 * met behind links is at most some {@link #WAYS} times what is there. Not for several threads.
 */
public final class Ways {
    /** Few real storages have directories with more than two names; a maze of links is at its end in no time. */
    static final int WAYS = 16;

    private final Supplier<Set<Object>> aboveTop;
    private Optional<Set<Object>> knownAboveTop = Optional.empty();
    private final Set<Object> reachedByLinks = new HashSet<>();
    private final Map<Link, Path> links = new HashMap<>();
    private Optional<Path> end = Optional.empty();
    private long there = 1;
    private long metBehindLinks;

    private Ways(Supplier<Set<Object>> aboveTop) {
        this.aboveTop = aboveTop;
    }

    /** A link by the directory that it lies in, and its name there. */
    private record Link(Object directory, Path name) {}

    /** Whether a directory may be entered. */
    public sealed interface Step permits Way, Refused {}

    /**
     * The way to a directory that may be entered.
     *
     * @param above nothing for the directory in which the walk begins
     * @param key as of {@link Node.Directory}
     * @param links how many symbolic links are on the way
     * @param link the last of them, by the first path on which it was met
     * @param first whether no other way of this walk has led there before
     */
    public record Way(Optional<Way> above, Object key, int links, Optional<Path> link, boolean first) implements Step {}

    /** A directory that is not to be entered, because of a link on the way to it. */
    public record Refused(DamageReason reason, Path link) implements Step {}

    /**
     * Of a walk that begins in a directory.
     *
     * @param entered whether the walk enters a directory of this name
     */
    public static Ways from(StorageFiles files, Path directory, Predicate<String> entered) {
        return new Ways(() -> keys(files.above(directory, entered)));
    }

    private static Set<Object> keys(List<Node.Directory> directories) {
        Set<Object> keys = new HashSet<>();
        directories.forEach(directory -> keys.add(directory.key()));
        return keys;
    }

    /** The way to the directory in which the walk begins. */
    public Way top() {
        return new Way(Optional.empty(), new Object(), 0, Optional.empty(), true);
    }

    /** The step from one directory into another that lies in it. */
    public Step enter(Way from, Node.Directory directory) {
        boolean byLink = directory.viaSymlink();
        if (from.links() == 0 && !byLink) {
            return new Way(Optional.of(from), directory.key(), 0, Optional.empty(), true);
        }
        Path link = byLink ? firstPath(from, directory) : from.link().orElseThrow();
        int links = from.links() + (byLink ? 1 : 0);
        if (leadsBack(from, directory.key(), links)) {
            return new Refused(DamageReason.SYMLINK_LOOP, link);
        }
        if (metBehindLinks >= WAYS * there) {
            end = end.or(() -> Optional.of(link));
            return new Refused(DamageReason.TOO_MANY_SYMLINKS, end.get());
        }
        boolean first = reachedByLinks.add(directory.key());
        return new Way(Optional.of(from), directory.key(), links, Optional.of(link), first);
    }

    /** Counts the entries of a directory that was entered. */
    public void met(Way way, int entries) {
        there += way.first() ? 1 + entries : 0;
        metBehindLinks += way.links() > 0 ? 1 + entries : 0;
    }

    /** A link is one cause of damage, however many ways lead to it. */
    private Path firstPath(Way from, Node.Directory directory) {
        return links.computeIfAbsent(new Link(from.key(), directory.path().getFileName()), met -> directory.path());
    }

    /** A directory that comes again without a link in between is a mount or a snapshot, and there the system ends it. */
    private boolean leadsBack(Way from, Object key, int links) {
        for (Optional<Way> way = Optional.of(from);
                way.isPresent();
                way = way.get().above()) {
            if (way.get().key().equals(key) && way.get().links() < links) {
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
