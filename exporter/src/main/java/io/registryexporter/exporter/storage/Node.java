package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** What a path is, found out without opening it (R9). Symbolic links are resolved already. */
public sealed interface Node {

    /**
     * One answer for each kind of node; a caller that forgets a kind does not compile.
     *
     * @param <R> the answer
     */
    interface Cases<R> {
        R file(File file);

        R directory(Directory directory);

        R missing();

        R faulty(DamageReason reason);
    }

    /** The answer for this kind of node. */
    <R> R fold(Cases<R> cases);

    /** Why the entry must not be opened, if that is so. */
    default Optional<DamageReason> fault() {
        return Optional.empty();
    }

    /** A regular file of {@code size} bytes. */
    record File(Path path, long size, FileState state) implements Node {
        /** When the file was last written. */
        public Instant modified() {
            return Instant.ofEpochMilli(state.modifiedMillis());
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.file(this);
        }
    }

    /** A directory; {@code key} is its device and inode, equal for two ways to the same directory. */
    record Directory(Path path, Object key, boolean viaSymlink) implements Node {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.directory(this);
        }
    }

    /** Nothing: never there, or gone since it was listed, which is normal beside a working registry (R24). */
    record Missing() implements Node {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.missing();
        }
    }

    /** An entry that must not be opened. */
    record Faulty(DamageReason reason) implements Node {
        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.faulty(reason);
        }

        @Override
        public Optional<DamageReason> fault() {
            return Optional.of(reason);
        }
    }
}
