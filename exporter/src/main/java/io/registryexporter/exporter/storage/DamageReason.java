package io.registryexporter.exporter.storage;

import java.util.Locale;

/**
 * Why an entry of the storage cannot be used. The lower-case name is the value of the label {@code reason}; the
 * constants are a part of the exporter's interface.
 */
public enum DamageReason {
    /** R7. */
    TAG_WITHOUT_CURRENT("the tag has no current/link"),
    /** R6. */
    TAG_NAME_INVALID("the entry below tags/ has a name that no tag can have"),
    /** R24. */
    LINK_EMPTY("the link file is empty: an interrupted write"),
    /** R8. */
    LINK_INVALID("the link file holds something else than a digest"),
    /** R9. */
    LINK_TOO_LARGE("the link file is larger than 1 KiB"),
    /** R6. */
    REVISION_MISSING("the tag names a manifest that this repository has no revision link for"),
    /** R19. */
    INDEX_CHILD_MISSING("the index names a manifest that this repository has no revision link for"),
    /** R10. */
    MANIFEST_BLOB_MISSING("the revision's blob has no data"),
    /** R14. */
    MANIFEST_TOO_LARGE("the manifest is larger than 4 MiB, which no registry serves"),
    /** R21. */
    MANIFEST_INVALID("the manifest is no JSON that the registry would read"),
    /** R16. */
    MANIFEST_UNSUPPORTED("the manifest has a schemaVersion or mediaType that the registry does not know"),
    /** R3. */
    REPOSITORY_NAME_INVALID("the repository has a name that the registry refuses; it stops its garbage collection"),
    /** R3. */
    STRAY("the entry is nothing that a registry writes at this place"),
    /** R9. */
    NOT_A_REGULAR_FILE("there is a directory, FIFO, socket or device where a file belongs"),
    SYMLINK_BROKEN("the symbolic link points to nothing"),
    /** R5. */
    SYMLINK_LOOP("the symbolic link leads back to a directory that it lies in"),
    /** R5. */
    SYMLINK_OUTSIDE_ROOT("the symbolic link leads out of the storage and is not followed"),
    /** R26. */
    ACCESS_DENIED("the exporter's user may not read the entry"),
    IO_ERROR("reading the entry failed");

    private final String meaning;

    DamageReason(String meaning) {
        this.meaning = meaning;
    }

    /** The value of the label {@code reason}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
