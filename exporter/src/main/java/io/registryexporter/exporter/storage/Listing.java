package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.util.List;

/**
 * The entries of a directory, and the fault that ended the listing early, if one did. Entries are paths, not strings:
 * a name that is no UTF-8 survives only so.
 */
public sealed interface Listing {

    List<Path> entries();

    /** All entries; none for a directory that is not there. */
    record Complete(List<Path> entries) implements Listing {}

    /** What could be listed before {@code reason} stopped it. */
    record Broken(List<Path> entries, DamageReason reason) implements Listing {}
}
