package io.registryexporter.exporter.storage;

import java.util.Locale;

/**
 * Why an entry of the storage cannot be used. The lower-case name is the value of the label {@code reason}; the
 * constants are a part of the exporter's interface.
 */
public enum DamageReason {
    /** R7. */
    TAG_WITHOUT_CURRENT(Effect.ABSENT, "the tag has no current/link"),
    /** R6. */
    TAG_NAME_INVALID(Effect.UNUSABLE, "the entry below tags/ has a name that no tag can have"),
    /** R24. */
    LINK_EMPTY(Effect.UNUSABLE, "the link file is empty: an interrupted write"),
    /** R8. */
    LINK_INVALID(Effect.UNUSABLE, "the link file holds something else than a digest"),
    /** R9. */
    LINK_TOO_LARGE(Effect.UNUSABLE, "the link file is larger than 1 KiB"),
    /** R6. */
    REVISION_MISSING(Effect.ABSENT, "the tag names a manifest that this repository has no revision link for"),
    /** R19. */
    INDEX_CHILD_MISSING(Effect.UNUSABLE, "the index names a manifest that this repository has no revision link for"),
    /** R10. */
    MANIFEST_BLOB_MISSING(Effect.ABSENT, "the revision's blob has no data"),
    /** R14. */
    MANIFEST_TOO_LARGE(Effect.UNUSABLE, "the manifest is larger than 4 MiB, which no registry serves"),
    /** R21. */
    MANIFEST_INVALID(Effect.UNUSABLE, "the manifest is no JSON that the registry would read"),
    /** R16. */
    MANIFEST_UNSUPPORTED(
            Effect.UNUSABLE, "the manifest has a schemaVersion or mediaType that the registry does not know"),
    /** R27. */
    BLOB_MISSING(Effect.UNUSABLE, "a manifest names a config or layer that has no data"),
    /** R27. */
    BLOB_SIZE_MISMATCH(Effect.UNUSABLE, "the blob has another size than a manifest says"),
    /** R14. */
    BLOB_CORRUPT(Effect.UNUSABLE, "the blob's content is not what its digest says"),
    /** R27. */
    LAYER_LINK_MISSING(
            Effect.UNUSABLE, "the repository has no usable link for a config or layer that a manifest names"),
    /** R17. */
    DESCRIPTOR_INVALID(Effect.UNUSABLE, "the manifest names a config or layer without a usable digest"),
    /** R28. */
    LAYERS_MISSING(Effect.UNUSABLE, "the repository has no directory _layers"),
    /** R28. */
    TAGS_MISSING(Effect.UNUSABLE, "the repository has manifests and no directory tags"),
    /** R28. */
    BLOB_PATH_INVALID(Effect.UNUSABLE, "a file called data lies below blobs in a directory that is no digest"),
    /** R28. */
    DIRECTORY_MISSING(Effect.UNUSABLE, "the storage has no directory of blobs, or none of repositories"),
    /** R3. */
    REPOSITORY_NAME_INVALID(Effect.UNUSABLE, "the repository has a name that the registry refuses"),
    /** R3. */
    STRAY(Effect.HARMLESS, "the entry is nothing that a registry writes at this place"),
    /** R34. */
    NFS_LEFTOVER(
            Effect.HARMLESS, "NFS keeps a deleted file, and its bytes, until the process that has it open closes it"),
    /** R9. */
    NOT_A_REGULAR_FILE(Effect.UNUSABLE, "there is a directory, FIFO, socket or device where a file belongs"),
    /** R9. */
    NOT_A_DIRECTORY(Effect.UNUSABLE, "there is a file where a directory belongs"),
    SYMLINK_BROKEN(Effect.ABSENT, "the symbolic link points to nothing"),
    /** R5. */
    SYMLINK_LOOP(Effect.UNUSABLE, "the symbolic link leads back to a directory that is above it"),
    /** R5. */
    TOO_MANY_SYMLINKS(
            Effect.HIDDEN, "symbolic links multiply the names of directories, and not all of them are followed"),
    /** R5. */
    SYMLINK_OUTSIDE_ROOT(Effect.HIDDEN, "the symbolic link leads out of the storage and is not followed"),
    /** R26. */
    ACCESS_DENIED(Effect.HIDDEN, "the exporter's user may not read the entry"),
    IO_ERROR(Effect.HIDDEN, "reading the entry failed");

    private final Effect effect;
    private final String meaning;

    DamageReason(Effect effect, String meaning) {
        this.effect = effect;
        this.meaning = meaning;
    }

    /** What an entry with a reason means for the registry. */
    private enum Effect {
        /** The registry does not use the entry. */
        HARMLESS,
        /** The registry finds nothing. */
        ABSENT,
        /** The registry, as another user, may find anything. */
        HIDDEN,
        /** The registry cannot use the entry. */
        UNUSABLE
    }

    /** The value of the label {@code reason}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether an entry with this reason does no harm by itself. */
    public boolean isHarmlessByItself() {
        return effect == Effect.HARMLESS;
    }

    /** Whether the registry finds nothing there, which the registry answers with 404, and which ends no walk. */
    public boolean isAbsence() {
        return effect == Effect.ABSENT;
    }

    /** Whether the exporter cannot know what the registry, as another user, finds there. */
    public boolean hidesWhatIsThere() {
        return effect == Effect.HIDDEN;
    }

    /** Whether a scan, which reads no blobs except manifests, can find the damage. */
    public boolean isFoundByScans() {
        return this != BLOB_CORRUPT;
    }

    /** One clause for people. */
    public String meaning() {
        return meaning;
    }
}
