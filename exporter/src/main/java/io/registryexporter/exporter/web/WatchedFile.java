package io.registryexporter.exporter.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file and its state. The volume of a Secret swaps a symbolic link above its files, which changes their inodes.
 */
record WatchedFile(Path file, String state) {

    static WatchedFile of(Path file) {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new WatchedFile(file, now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
        } catch (IOException e) {
            return new WatchedFile(file, e.getClass().getSimpleName());
        }
    }

    boolean isUnchanged() {
        return of(file).equals(this);
    }
}
