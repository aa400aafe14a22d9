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

/** Recognises a v2 directory, a rootdirectory with one below it, and a registry that is still empty. */
public final class StorageLocator {
    private static final Path BELOW_ROOT = Path.of("docker", "registry", "v2");
    private static final String REMEDY =
            ". PATH is the registry's rootdirectory (as /var/lib/registry) or the docker/registry/v2 in it.";

    /** Looks at the path as it is now; what is a new registry may be a storage the next time. */
    public StorageLocation locate(Path path) {
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
        Path below = path.resolve(BELOW_ROOT);
        if (isDirectory(below)) {
            return storage(path, below);
        }
        if (isDirectory(path.resolve(Layout.REPOSITORIES)) || isDirectory(path.resolve(Layout.BLOBS))) {
            return storage(path, path);
        }
        return isNew(path, BELOW_ROOT)
                ? new StorageLocation.NewRegistry()
                : new StorageLocation.Unusable(path + " is no storage of a registry: neither docker/registry/v2 nor"
                        + " repositories and blobs are in it" + REMEDY);
    }

    /** The v2 directory of a registry that nothing was pushed to is not there yet, but its rootdirectory is. */
    private static StorageLocation notDirectory(Path path) throws IOException {
        if (isDirectory(path)) {
            // It appeared since it was looked at.
            return inDirectory(path);
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return new StorageLocation.Unusable(path + " is not a directory" + REMEDY);
        }
        if (path.endsWith(BELOW_ROOT)) {
            Path root = path.getParent().getParent().getParent();
            if (isDirectory(root) && isNew(root, BELOW_ROOT)) {
                return new StorageLocation.NewRegistry();
            }
        }
        return new StorageLocation.Unusable(path + " does not exist" + REMEDY);
    }

    private static StorageLocation storage(Path root, Path v2) throws IOException {
        for (Path directory : List.of(v2, v2.resolve(Layout.REPOSITORIES), v2.resolve(Layout.BLOBS))) {
            if (isDirectory(directory)) {
                directory.getFileSystem().provider().checkAccess(directory, AccessMode.READ, AccessMode.EXECUTE);
            }
        }
        return new StorageLocation.Storage(root, v2);
    }

    /** Unlike {@link Files#isDirectory}, tells "not there" from "not allowed to look". */
    private static boolean isDirectory(Path path) throws IOException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
        } catch (IOException e) {
            if (FileErrors.classify(e) instanceof Node.Missing) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Whether there is nothing but what a file system or a pull-through cache puts there by itself (R26), and at most
     * the first of the directories that the registry makes, one after the other, at its first push.
     */
    private static boolean isNew(Path directory, Path toCome) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean foreign = name.startsWith(".")
                        || name.startsWith("@")
                        || name.equals("lost+found")
                        || name.equals("scheduler-state.json");
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
