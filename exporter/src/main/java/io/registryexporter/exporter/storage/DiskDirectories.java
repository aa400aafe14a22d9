package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the entries of directories, one directory at a time, for several threads. Follows no link, and counts the bytes of
 * a file with several names at the first of them that is met.
 */
public final class DiskDirectories {
    private static final String ATTRIBUTES = "unix:mode,size,nlink,dev,ino";
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;

    private final Path v2;
    private final Pace pace;
    private final Set<Inode> counted = ConcurrentHashMap.newKeySet();

    /**
     * A count that begins.
     *
     * @param v2 the v2 directory, without symbolic links on the way
     * @param pace for each time that the file system is asked
     */
    public DiskDirectories(Path v2, Pace pace) {
        this.v2 = v2;
        this.pace = pace;
    }

    private record Inode(Object device, Object number) {}

    /**
     * An entry in few bytes, because a directory may have a hundred thousand.
     *
     * @param inode of a file that has several names
     */
    private record Entry(Path path, boolean isDirectory, long size, Optional<Inode> inode) {
        static Entry of(Path path, Map<String, Object> attributes) {
            boolean several = (int) attributes.get("nlink") > 1;
            boolean directory = ((int) attributes.get("mode") & TYPE) == DIRECTORY;
            return new Entry(
                    path,
                    directory,
                    (long) attributes.get("size"),
                    several && !directory
                            ? Optional.of(new Inode(attributes.get("dev"), attributes.get("ino")))
                            : Optional.empty());
        }

        String name() {
            return path.getFileName().toString();
        }
    }

    /** A directory that was looked at, and is not yet listed. */
    public static final class Open {
        private final Path path;
        private final DiskPlace place;
        private final long size;

        private Open(Path path, DiskPlace place, long size) {
            this.path = path;
            this.place = place;
            this.size = size;
        }
    }

    /** What a directory and its files amount to, and the directories in it. */
    public record Counted(DiskUsage usage, List<Open> directories) {}

    /**
     * Looks at the top directory.
     *
     * @throws IOException if it cannot be looked at
     */
    public Open top(Path path) throws IOException {
        return new Open(path, placeOfTop(path), Entry.of(path, attributes(path)).size());
    }

    /** Lists a directory, and looks at each of its entries. */
    public Counted count(Open directory) {
        List<Entry> entries = new ArrayList<>();
        long unreadable = 0;
        boolean listed = false;
        pace.await();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory.path)) {
            for (Path path : stream) {
                unreadable += look(path, entries);
            }
            listed = true;
        } catch (DirectoryIteratorException e) {
            unreadable++;
        } catch (IOException e) {
            if (FileErrors.classify(e) instanceof Node.Missing) {
                return new Counted(DiskUsage.none(""), List.of());
            }
            unreadable++;
        }
        // An entry that cannot be looked at may be what the place is known by.
        DiskPlace place = listed && unreadable == 0 ? place(directory, entries) : directory.place;
        return counted(directory, place, entries, unreadable);
    }

    /** How many places cannot be seen: one or none. */
    private long look(Path path, List<Entry> entries) {
        try {
            entries.add(Entry.of(path, attributes(path)));
            return 0;
        } catch (IOException e) {
            return FileErrors.classify(e) instanceof Node.Missing ? 0 : 1;
        }
    }

    private Map<String, Object> attributes(Path path) throws IOException {
        pace.await();
        return Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    }

    private static DiskPlace place(Open directory, List<Entry> entries) {
        Set<String> files = new HashSet<>();
        entries.stream().filter(entry -> !entry.isDirectory()).forEach(entry -> files.add(entry.name()));
        return directory.place.with(files, entries.isEmpty());
    }

    private Counted counted(Open directory, DiskPlace place, List<Entry> entries, long unreadable) {
        Map<DiskKind, DiskUsage.Amount> amounts = new EnumMap<>(DiskKind.class);
        amounts.put(place.kind(), DiskUsage.Amount.directory(directory.size));
        List<Open> below = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.isDirectory()) {
                below.add(new Open(entry.path(), place(place, entry), entry.size()));
            } else {
                amounts.merge(place.file(entry.name()), DiskUsage.Amount.file(bytes(entry)), DiskUsage.Amount::and);
            }
        }
        return new Counted(new DiskUsage("", amounts, unreadable), below);
    }

    private DiskPlace placeOfTop(Path path) {
        return path.equals(v2) ? DiskPlace.V2 : v2.startsWith(path) ? DiskPlace.ABOVE : DiskPlace.STRAY;
    }

    private DiskPlace place(DiskPlace place, Entry entry) {
        return place == DiskPlace.ABOVE ? placeOfTop(entry.path()) : place.directory(entry.name());
    }

    private long bytes(Entry entry) {
        boolean again = entry.inode().filter(inode -> !counted.add(inode)).isPresent();
        return again ? 0 : entry.size();
    }
}
