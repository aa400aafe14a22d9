package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.time.Instant;

/** What a path is, found out without opening it (R9). Symbolic links are resolved already. */
public sealed interface Node {

    /** A regular file of {@code size} bytes. */
    record File(Path path, long size, FileState state) implements Node {

        /** When it was last written. */
        public Instant modified() {
            return Instant.ofEpochMilli(state.modifiedMillis());
        }
    }

    /** A directory; {@code key} is its device and inode, equal for two ways to the same directory. */
    record Directory(Path path, Object key, boolean viaSymlink) implements Node {}

    /** Nothing: never there, or gone since it was listed, which is normal beside a working registry (R24). */
    record Missing() implements Node {}

    /** Something that is not to be touched. */
    record Faulty(DamageReason reason) implements Node {}
}
