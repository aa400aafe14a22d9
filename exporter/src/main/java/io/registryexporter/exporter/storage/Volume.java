package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file system that a storage lies on.
 *
 * @param size in bytes
 * @param available bytes that an unprivileged process can still write
 */
public record Volume(long size, long available) {

    /** The volume of a path, if the file system reports it. */
    public static Optional<Volume> of(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            return Optional.of(new Volume(store.getTotalSpace(), store.getUsableSpace()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
