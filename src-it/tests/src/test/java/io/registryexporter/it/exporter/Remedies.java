package io.registryexporter.it.exporter;

/** What a scenario works with. */
interface Remedies {
    String GC = "gc";
    String GC_DELETE_UNTAGGED = "gc_delete_untagged";

    /** Whole at the beginning of each scenario. */
    MendedStorage storage();

    boolean isVersion2();
}
