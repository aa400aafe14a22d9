package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds files of one name at any depth, as a walk of the registry does: into every directory, and along symbolic links
 * (R5). For entries beside the places where a registry writes. A walk is used once.
 */
public final class TreeWalk {
    private final StorageFiles files;
    private final String fileName;
    private final List<Path> found = new ArrayList<>();
    private final Set<Fault> faults = new LinkedHashSet<>();
    private final Deque<Level> open = new ArrayDeque<>();
    private final SymlinkPolicy symlinks;

    /** A directory that was entered, and its entries that were not yet. */
    private record Level(SymlinkPolicy.Route route, Iterator<Path> entries) {}

    private TreeWalk(StorageFiles files, String fileName, Path directory) {
        this.files = files;
        this.fileName = fileName;
        this.symlinks = SymlinkPolicy.from(files, directory, name -> true);
    }

    /** A place at which a walk could not go on. */
    public record Fault(DamageReason reason, Path path) {}

    /** The files that a walk found, and the places at which it could not go on. */
    public record Found(List<Path> files, List<Fault> faults) {}

    /** All files of this name at or below a path; a broken or missing entry has none, for the registry too. */
    public static Found find(StorageFiles files, Path path, String fileName) {
        TreeWalk walk = new TreeWalk(files, fileName, path.getParent());
        walk.walk(path);
        return new Found(List.copyOf(walk.found), List.copyOf(walk.faults));
    }

    /** Not by recursion: a path may have two thousand directories. */
    private void walk(Path top) {
        visit(symlinks.top(), top);
        while (!open.isEmpty()) {
            Level level = open.peek();
            if (level.entries().hasNext()) {
                visit(level.route(), level.entries().next());
            } else {
                open.pop();
            }
        }
    }

    private void visit(SymlinkPolicy.Route from, Path path) {
        Node node = files.look(path);
        if (node instanceof Node.Directory directory) {
            enter(from, directory);
        } else if (node instanceof Node.File && path.endsWith(fileName)) {
            found.add(path);
        } else if (node instanceof Node.Faulty faulty) {
            fault(faulty.reason(), path);
        }
    }

    private void enter(SymlinkPolicy.Route from, Node.Directory directory) {
        SymlinkPolicy.Decision decision = symlinks.enter(from, directory);
        if (decision instanceof SymlinkPolicy.Refused refused) {
            faults.add(new Fault(refused.reason(), refused.link()));
        } else if (decision instanceof SymlinkPolicy.Route route) {
            Listing listing = files.list(directory.path());
            if (listing instanceof Listing.Broken broken) {
                fault(broken.reason(), directory.path());
            }
            symlinks.met(route, listing.entries().size());
            open.push(new Level(route, listing.entries().stream().sorted().iterator()));
        }
    }

    private void fault(DamageReason reason, Path path) {
        if (reason == DamageReason.SYMLINK_LOOP || reason.hidesWhatIsThere()) {
            faults.add(new Fault(reason, path));
        }
    }
}
