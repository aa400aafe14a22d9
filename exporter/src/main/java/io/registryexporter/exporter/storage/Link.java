package io.registryexporter.exporter.storage;

import java.time.Instant;
import java.util.Optional;

/** What a link file says (R8). */
public sealed interface Link {

    /**
     * One answer for each kind of link; a caller that forgets a kind does not compile.
     *
     * @param <R> the answer
     */
    interface Cases<R> {
        R target(Digest digest, FileState state);

        R absent();

        R empty(Instant modified);

        R directory();

        R faulty(DamageReason reason);
    }

    /** The answer for this kind of link. */
    <R> R fold(Cases<R> cases);

    /** The digest that the link names, if it names one. */
    default Optional<Digest> targetDigest() {
        return Optional.empty();
    }

    /** Why the link cannot be used, if it is there and cannot be used. */
    Optional<DamageReason> fault();

    /** Whether the link names this digest. */
    default boolean names(Digest digest) {
        return false;
    }

    /** The same link at a place where no registry may be writing it: an empty link is a fault there. */
    default Link emptyAsFault() {
        return this;
    }

    /** A digest, and the state of the file that it was read from. */
    record Target(Digest digest, FileState state) implements Link {
        /** When the link was last written, in milliseconds since 1970. */
        public long modifiedMillis() {
            return state.modifiedMillis();
        }

        @Override
        public Optional<DamageReason> fault() {
            return Optional.empty();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.target(digest, state);
        }

        @Override
        public Optional<Digest> targetDigest() {
            return Optional.of(digest);
        }

        @Override
        public boolean names(Digest other) {
            return digest.equals(other);
        }
    }

    /** There is no link file. */
    record Absent() implements Link {
        @Override
        public Optional<DamageReason> fault() {
            return Optional.empty();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.absent();
        }
    }

    /** The file is empty, perhaps only while a registry writes it again in its place (R24). */
    record Empty(Instant modified) implements Link {
        @Override
        public Optional<DamageReason> fault() {
            return Optional.empty();
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.empty(modified);
        }

        @Override
        public Link emptyAsFault() {
            return new Faulty(DamageReason.LINK_EMPTY);
        }
    }

    /** There is a directory in the place of the file, which a walk enters and which a look-up fails at. */
    record Directory() implements Link {
        @Override
        public Optional<DamageReason> fault() {
            return Optional.of(DamageReason.NOT_A_REGULAR_FILE);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.directory();
        }
    }

    /** The link cannot be used. */
    record Faulty(DamageReason reason) implements Link {
        @Override
        public Optional<DamageReason> fault() {
            return Optional.of(reason);
        }

        @Override
        public <R> R fold(Cases<R> cases) {
            return cases.faulty(reason);
        }
    }
}
