package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Recognises a v2 directory, a rootdirectory above a v2 directory, and a registry that is still empty. Refuses other
 * directories that look alike.
 */
public final class StorageLocator {
    private static final String REMEDY =
            ". PATH is the registry's rootdirectory (such as /var/lib/registry) or the docker/registry/v2 in it.";

    private static final int MAX_QUOTED = 256;

    /** Looks at the path as it is now; a new registry may be a storage the next time. */
    public StorageLocation locate(Path path) {
        StorageLocation location = lookAt(path);
        return location instanceof StorageLocation.Unusable && !isQuotable(path)
                ? new StorageLocation.Unusable("PATH does not exist; it is not quoted here, because it begins with"
                        + " neither / nor ., or is no single short line" + REMEDY)
                : location;
    }

    /** An argument may be a secret by mistake; a text that exists as a path, or looks like one, is not a secret. */
    private static boolean isQuotable(Path path) {
        String text = path.toString();
        boolean looksLikePath = text.matches("[/.][^\\p{Cntrl}\u2028\u2029]{0," + (MAX_QUOTED - 2) + "}");
        return looksLikePath || Files.exists(path);
    }

    private static StorageLocation lookAt(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        try {
            return isDirectory(absolute) ? inDirectory(absolute) : notDirectory(absolute);
        } catch (AccessDeniedException e) {
            return new StorageLocation.Unusable(absolute + " cannot be read: permission denied for " + e.getFile()
                    + ". Run the exporter as the registry's user or group, or let others read the storage.");
        } catch (IOException e) {
            return new StorageLocation.Unusable(
                    absolute + " cannot be read: " + e.getMessage() + ". Check the volume that it lies on.");
        }
    }

    private static StorageLocation inDirectory(Path path) throws IOException {
        Path below = path.resolve(Layout.BELOW_ROOT);
        if (isDirectory(below)) {
            return storage(path, below);
        }
        if (isDirectory(path.resolve(Layout.REPOSITORIES)) || isDirectory(path.resolve(Layout.BLOBS))) {
            return storage(path, path);
        }
        return isNew(path, Layout.BELOW_ROOT)
                ? new StorageLocation.NewRegistry()
                : new StorageLocation.Unusable(whyNoStorage(path) + REMEDY);
    }

    /** The v2 directory of a registry that nothing was pushed to is not there yet, but its rootdirectory is. */
    private static StorageLocation notDirectory(Path path) throws IOException {
        if (isDirectory(path)) {
            // The directory appeared a moment ago.
            return inDirectory(path);
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new StorageLocation.Unusable(path + " is not a directory" + REMEDY);
        }
        Optional<Path> root = Layout.rootdirectory(path);
        if (root.isPresent() && isDirectory(root.get()) && isNew(root.get(), Layout.BELOW_ROOT)) {
            return new StorageLocation.NewRegistry();
        }
        String foreign = root.flatMap(
                        directory -> ForeignLayout.of(directory).map(layout -> ": " + directory + " is " + layout))
                .orElse("");
        return new StorageLocation.Unusable(path + " does not exist" + foreign + REMEDY);
    }

    private static String whyNoStorage(Path path) {
        return ForeignLayout.of(path)
                .map(layout -> path + " is " + layout)
                .orElseGet(() -> path + " is no storage of a registry: "
                        + ForeignLayout.describeIn(path)
                                .orElse("neither docker/registry/v2 nor repositories and blobs are in it"));
    }

    private static StorageLocation storage(Path root, Path v2) throws IOException {
        Optional<StorageLocation> refused = ForeignLayout.of(v2)
                .map(layout -> v2 + " is " + layout + REMEDY)
                .or(() -> NestedStorage.find(root, v2).map(NestedStorage::problem))
                .map(StorageLocation.Unusable::new);
        if (refused.isPresent()) {
            return refused.get();
        }
        for (Path directory : List.of(v2, v2.resolve(Layout.REPOSITORIES), v2.resolve(Layout.BLOBS))) {
            if (isDirectory(directory)) {
                directory.getFileSystem().provider().checkAccess(directory, AccessMode.READ, AccessMode.EXECUTE);
            }
        }
        return new StorageLocation.Storage(root, v2, Surroundings.of(v2));
    }

    private static boolean isDirectory(Path path) throws IOException {
        return FileErrors.attributes(path)
                .filter(BasicFileAttributes::isDirectory)
                .isPresent();
    }

    /**
     * Whether the directory contains only entries that a file system, a pull-through cache or GitLab's registry creates by
     * itself (R26, R33), and at most the first of the directories that a registry creates one by one at its first push.
     */
    private static boolean isNew(Path directory, Path toCome) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean foreign = name.startsWith(".")
                        || name.startsWith("@")
                        || name.equals("lost+found")
                        || name.equals("lockfiles")
                        || name.equals(Surroundings.SCHEDULER_STATE);
                boolean begun = toCome.getName(0).toString().equals(name) && isDirectory(entry);
                if (!foreign && !(begun && isBegun(entry, toCome))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isBegun(Path directory, Path toCome) throws IOException {
        return toCome.getNameCount() == 1 || isNew(directory, toCome.subpath(1, toCome.getNameCount()));
    }
}
