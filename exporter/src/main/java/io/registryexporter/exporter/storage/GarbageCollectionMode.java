package io.registryexporter.exporter.storage;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How garbage is collected. The lower-case name is the value of the label {@code mode}. */
public enum GarbageCollectionMode {
    /** {@code registry garbage-collect}: all revisions are kept. */
    GC,
    /** {@code registry garbage-collect -m}: deletes the revisions that are no tag's current manifest. */
    GC_DELETE_UNTAGGED;

    /** Both. */
    public static final Set<GarbageCollectionMode> ALL =
            Collections.unmodifiableSet(EnumSet.allOf(GarbageCollectionMode.class));

    /** The value of the label {@code mode}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
