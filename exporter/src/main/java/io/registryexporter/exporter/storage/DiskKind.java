package io.registryexporter.exporter.storage;

import java.util.Locale;

/** What an entry below PATH is for; every entry has one kind. */
public enum DiskKind {
    BLOBS("blobs"),
    MANIFEST_LINKS("links of manifests and tags"),
    LAYER_LINKS("links of layers"),
    UPLOADS("unfinished uploads"),
    LEFTOVERS("what uploads and deletions leave behind"),
    NFS("deleted files that NFS keeps"),
    DIRECTORIES("directories of names, and those above"),
    STRAYS("strays, and what is not the registry's");

    private final String text;

    DiskKind(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** For programs. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
