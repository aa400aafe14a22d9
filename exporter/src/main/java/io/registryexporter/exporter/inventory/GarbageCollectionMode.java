package io.registryexporter.exporter.inventory;

import java.util.Locale;

/** How garbage is collected. The lower-case name is the value of the label {@code mode}. */
public enum GarbageCollectionMode {
    /** {@code registry garbage-collect}: all revisions are kept. */
    GC,
    /** {@code registry garbage-collect -m}: revisions that are no tag's current manifest go. */
    GC_DELETE_UNTAGGED;

    /** The value of the label {@code mode}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
