package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds files of one name at any depth, as a walk of the registry does: into every directory, and along symbolic links
 * (R5). For what lies beside the places where a registry writes; a walk is used once.
 */
public final class TreeWalk {
    private static final int MAX_LINKS_TO_ONE_DIRECTORY = 32;

    private final StorageFiles files;
    private final String fileName;
    private final List<Path> found = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final Deque<Level> open = new ArrayDeque<>();
    private final Set<Object> above = new HashSet<>();
    private final Map<Object, Integer> entriesByLink = new HashMap<>();

    /** A directory that was entered, and its entries that were not yet. */
    private record Level(Node.Directory directory, Iterator<Path> entries) {}

    private TreeWalk(StorageFiles files, String fileName) {
        this.files = files;
        this.fileName = fileName;
    }

    /** What kept a walk from going on at a place. */
    public record Fault(DamageReason reason, Path path) {}

    /** The files that a walk found, and where it could not go on. */
    public record Found(List<Path> files, List<Fault> faults) {}

    /** All files of this name at or below a path; what is broken or gone has none, for the registry too. */
    public static Found find(StorageFiles files, Path path, String fileName) {
        TreeWalk walk = new TreeWalk(files, fileName);
        walk.walk(path);
        return new Found(List.copyOf(walk.found), List.copyOf(walk.faults));
    }

    /** Not by recursion: a path may have two thousand directories. */
    private void walk(Path top) {
        visit(top);
        while (!open.isEmpty()) {
            Level level = open.peek();
            if (level.entries().hasNext()) {
                visit(level.entries().next());
            } else {
                above.remove(level.directory().key());
                open.pop();
            }
        }
    }

    private void visit(Path path) {
        Node node = files.look(path);
        if (node instanceof Node.Directory directory) {
            enter(directory);
        } else if (node instanceof Node.File && path.endsWith(fileName)) {
            found.add(path);
        } else if (node instanceof Node.Faulty faulty) {
            fault(faulty.reason(), path);
        }
    }

    private void enter(Node.Directory directory) {
        boolean leadsBack = directory.viaSymlink()
                && entriesByLink.merge(directory.key(), 1, Integer::sum) > MAX_LINKS_TO_ONE_DIRECTORY;
        if (leadsBack || !above.add(directory.key())) {
            faults.add(new Fault(DamageReason.SYMLINK_LOOP, directory.path()));
            return;
        }
        Listing listing = files.list(directory.path());
        if (listing instanceof Listing.Broken broken) {
            fault(broken.reason(), directory.path());
        }
        open.push(new Level(directory, listing.entries().iterator()));
    }

    private void fault(DamageReason reason, Path path) {
        if (reason == DamageReason.SYMLINK_LOOP || reason.hidesWhatIsThere()) {
            faults.add(new Fault(reason, path));
        }
    }
}
