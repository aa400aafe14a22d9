package io.registryexporter.support.corpus.random;

import io.registryexporter.support.real.RealRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a storage file by file, as a registry does. */
final class StorageWriter {
    private final Path v2;

    StorageWriter(Path v2) {
        this.v2 = v2;
        directory(v2.resolve("blobs/sha256"));
        directory(v2.resolve("repositories"));
    }

    RepositoryWriter repository(String name) {
        return new RepositoryWriter(this, v2.resolve("repositories").resolve(name));
    }

    /** Stores a blob that clients call by its sha256. */
    Content blob(String mediaType, byte[] bytes) {
        return blob(mediaType, bytes, "SHA-256");
    }

    /** Stores a blob that clients call by another algorithm. */
    Content blob(String mediaType, byte[] bytes, String algorithm) {
        String stored = RealRegistry.digestOf("SHA-256", bytes);
        String hex = stored.substring("sha256:".length());
        write(v2.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex + "/data"), bytes);
        return new Content(mediaType, RealRegistry.digestOf(algorithm, bytes), stored, bytes.length);
    }

    void link(Path directory, String name, String target) {
        write(directory.resolve(name.replace(':', '/')).resolve("link"), target.getBytes(StandardCharsets.UTF_8));
    }

    void write(Path file, byte[] bytes) {
        directory(file.getParent());
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void directory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
