package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** What an error of the file system means for its path. */
final class FileErrors {
    private FileErrors() {}

    /** {@link Node.Missing} or {@link Node.Faulty}. */
    static Node classify(IOException e) {
        if (e instanceof NoSuchFileException) {
            return new Node.Missing();
        }
        if (e instanceof NotDirectoryException) {
            return new Node.Faulty(DamageReason.NOT_A_DIRECTORY);
        }
        if (e instanceof AccessDeniedException) {
            return new Node.Faulty(DamageReason.ACCESS_DENIED);
        }
        if (e instanceof FileSystemLoopException) {
            return new Node.Faulty(DamageReason.SYMLINK_LOOP);
        }
        // The JDK has no exception of its own for ENOTDIR and ELOOP in every place; the texts come from strerror.
        String text = reason(e);
        if (text.startsWith("Not a directory")) {
            return new Node.Faulty(DamageReason.NOT_A_DIRECTORY);
        }
        return new Node.Faulty(
                text.startsWith("Too many levels of symbolic links")
                        ? DamageReason.SYMLINK_LOOP
                        : DamageReason.IO_ERROR);
    }

    /** Empty if nothing is there; unlike {@link Files#exists}, fails if the process may not look. */
    static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            Node node = classify(e);
            if (node instanceof Node.Missing || node.equals(new Node.Faulty(DamageReason.NOT_A_DIRECTORY))) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException error
                ? Optional.ofNullable(error.getReason()).orElse("")
                : "";
    }
}
