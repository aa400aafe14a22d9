package io.registryexporter.exporter.report;

import io.registryexporter.exporter.storage.DamageReason;

/** What to do about a damaged entry, in words that the README's table of reasons uses too. */
public final class Remedy {
    private Remedy() {}

    public static String of(DamageReason reason) {
        return switch (reason) {
            case TAG_WITHOUT_CURRENT -> "Push the tag again, or remove its directory.";
            case TAG_NAME_INVALID, SYMLINK_LOOP, NOT_A_REGULAR_FILE -> "Remove it.";
            case LINK_EMPTY ->
                "It stops `registry garbage-collect`, a tag's only with -m: push the manifest again, or"
                        + " remove the tag or revision.";
            case LINK_INVALID, LINK_TOO_LARGE -> "Push the manifest again, or remove the tag or revision.";
            case REVISION_MISSING -> "Push the tag again, or remove it.";
            case INDEX_CHILD_MISSING -> "Push the missing platform again; an index that is sparse on purpose is sound.";
            case MANIFEST_BLOB_MISSING -> "Push the manifest again, or delete it by digest.";
            case MANIFEST_TOO_LARGE, MANIFEST_UNSUPPORTED -> "Delete it by digest.";
            case MANIFEST_INVALID -> "Delete it by digest, and push it again.";
            case REPOSITORY_NAME_INVALID -> "It stops `registry garbage-collect`: move it out of the storage.";
            case STRAY -> "Usually nothing; remove it if it is of no use.";
            case SYMLINK_BROKEN -> "Remove or mend it.";
            case SYMLINK_OUTSIDE_ROOT -> "Give the rootdirectory as PATH, or mount the target into the storage.";
            case ACCESS_DENIED -> "Read as the registry's user or group, or let others read.";
            case IO_ERROR -> "Look at the volume.";
        };
    }
}
