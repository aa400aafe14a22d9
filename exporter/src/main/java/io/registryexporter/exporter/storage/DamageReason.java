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
    /** R27. */
    BLOB_MISSING("a manifest names a config or layer that has no data"),
    /** R27. */
    BLOB_SIZE_MISMATCH("the blob has another size than a manifest says"),
    /** R14. */
    BLOB_CORRUPT("the blob's content is not what its digest says"),
    /** R27. */
    LAYER_LINK_MISSING("the repository has no usable link for a config or layer that a manifest names"),
    /** R17. */
    DESCRIPTOR_INVALID("the manifest names a config or layer without a usable digest"),
    /** R28. */
    LAYERS_MISSING("the repository has no directory _layers"),
    /** R28. */
    TAGS_MISSING("the repository has manifests and no directory tags"),
    /** R28. */
    BLOB_PATH_INVALID("a file called data lies below blobs in a directory that is no digest"),
    /** R28. */
    DIRECTORY_MISSING("the storage has no directory of blobs, or none of repositories"),
    /** R3. */
    REPOSITORY_NAME_INVALID("the repository has a name that the registry refuses"),
    /** R3. */
    STRAY("the entry is nothing that a registry writes at this place"),
    /** R34. */
    NFS_LEFTOVER("NFS keeps a deleted file, and its bytes, until the process that has it open closes it"),
    /** R9. */
    NOT_A_REGULAR_FILE("there is a directory, FIFO, socket or device where a file belongs"),
    /** R9. */
    NOT_A_DIRECTORY("there is a file where a directory belongs"),
    SYMLINK_BROKEN("the symbolic link points to nothing"),
    /** R5. */
    SYMLINK_LOOP("the symbolic link leads back to a directory that is above it"),
    /** R5. */
    TOO_MANY_SYMLINKS("symbolic links multiply the names of directories, and not all of them are followed"),
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

    /** Whether an entry with this reason does no harm by itself: it is only of no use. */
    public boolean isHarmlessByItself() {
        return this == STRAY || this == NFS_LEFTOVER;
    }

    /** Whether the registry finds nothing there, which it answers by 404, and which ends no walk. */
    public boolean isAbsence() {
        return this == SYMLINK_BROKEN
                || this == TAG_WITHOUT_CURRENT
                || this == REVISION_MISSING
                || this == MANIFEST_BLOB_MISSING;
    }

    /** Whether the exporter cannot know what the registry, as another user, finds there. */
    public boolean hidesWhatIsThere() {
        return this == ACCESS_DENIED || this == IO_ERROR || this == SYMLINK_OUTSIDE_ROOT || this == TOO_MANY_SYMLINKS;
    }

    /** Whether a scan can find it, which reads no blobs but manifests. */
    public boolean isFoundByScans() {
        return this != BLOB_CORRUPT;
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
