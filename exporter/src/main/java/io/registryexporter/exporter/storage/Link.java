package io.registryexporter.exporter.storage;

import java.time.Instant;

/** What a link file says (R8). */
public sealed interface Link {

    /** The same where no registry is about to write it: empty is faulty. */
    default Link settled() {
        return this instanceof Empty ? new Faulty(DamageReason.LINK_EMPTY) : this;
    }

    /** A digest, and the state of the file that it was read from. */
    record Target(Digest digest, FileState state) implements Link {

        /** When the link was last written, in milliseconds since 1970. */
        public long modifiedMillis() {
            return state.modifiedMillis();
        }
    }

    /** There is no link file. */
    record Absent() implements Link {}

    /** The file is empty, perhaps only for the moment in which a registry rewrites it in place (R24). */
    record Empty(Instant modified) implements Link {}

    /** There is a directory in its place, which a walk goes into and a look-up fails at. */
    record Directory() implements Link {}

    /** The link cannot be used. */
    record Faulty(DamageReason reason) implements Link {}
}
