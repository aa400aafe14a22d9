package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.util.List;

/**
 * The entries of a directory, and the fault that ended the listing early, if there was one. Entries are paths, because a
 * string cannot represent a name that is not UTF-8.
 */
public sealed interface Listing {

    List<Path> entries();

    /** All entries; none for a directory that is not there. */
    record Complete(List<Path> entries) implements Listing {}

    /** The entries that were listed before a fault ended the listing. */
    record Broken(List<Path> entries, DamageReason reason) implements Listing {}
}
