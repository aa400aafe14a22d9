package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * By what a storage is recognised again: device and inode of the directories that a registry creates once.
 *
 * @param keys of the directories that exist, by their paths
 */
public record StorageIdentity(Map<Path, Object> keys) {

    /**
     * The identity of the storage that is there now.
     *
     * @param root the directory that the user named
     * @throws IOException if one of the directories cannot be looked at
     */
    public static StorageIdentity of(Path root, Path v2) throws IOException {
        Map<Path, Object> keys = new LinkedHashMap<>();
        for (Path directory : List.of(root, v2, v2.resolve(Layout.REPOSITORIES), v2.resolve(Layout.BLOBS))) {
            FileErrors.attributes(directory)
                    .filter(BasicFileAttributes::isDirectory)
                    .flatMap(attributes -> Optional.ofNullable(attributes.fileKey()))
                    .ifPresent(key -> keys.put(directory, key));
        }
        return new StorageIdentity(keys);
    }

    /**
     * Requires that all directories are still there. New ones may have come, such as at a first push, but none that an
     * earlier scan found.
     *
     * @param now the same directories at a later moment
     * @param earlier the identity that the previous scan found
     * @throws StorageReplacedException if one of them is gone, is another one, or was gone for a moment
     */
    public void requireStill(StorageIdentity now, Optional<StorageIdentity> earlier) throws StorageReplacedException {
        for (Map.Entry<Path, Object> there : now.keys.entrySet()) {
            boolean disappeared = !keys.containsKey(there.getKey())
                    && earlier.filter(scan -> there.getValue().equals(scan.keys.get(there.getKey())))
                            .isPresent();
            if (disappeared) {
                throw StorageReplacedException.inScan(there.getKey() + " was away");
            }
        }
        for (Map.Entry<Path, Object> known : keys.entrySet()) {
            Optional<Object> key = Optional.ofNullable(now.keys.get(known.getKey()));
            if (!key.equals(Optional.of(known.getValue()))) {
                throw StorageReplacedException.inScan(
                        known.getKey() + (key.isEmpty() ? " disappeared" : " became another directory"));
            }
        }
    }
}
