package io.registryexporter.exporter.report;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.util.Set;

/** How to fix a damaged entry, in the words of the table in docs/exporter/damage.md; each remedy was tried (R30). */
public final class Remedy {
    private static final String PUSH_WHAT_BELONGS_THERE =
            "restart the registry, and push the images again that need what belongs there.";

    private Remedy() {}

    /** One or two sentences. */
    public static String of(Damage damage) {
        boolean harmless =
                damage.reason().isHarmlessByItself() && damage.blocks().isEmpty();
        return damage.reason() == DamageReason.STRAY && !harmless ? "Move it out of the storage." : of(damage.reason());
    }

    /** A sentence that names the collections that an entry ends. */
    public static String blocks(Damage damage) {
        return damage.blocks().equals(Set.of(GarbageCollectionMode.GC_DELETE_UNTAGGED))
                ? "`registry garbage-collect -m` ends with an error because of it."
                : "`registry garbage-collect` ends with an error because of it.";
    }

    /** The remedy for a reason, except for strays that block a collection. */
    public static String of(DamageReason reason) {
        return switch (reason) {
            case TAG_WITHOUT_CURRENT, REVISION_MISSING -> "Push the tag again, or remove its directory below tags/.";
            case TAG_NAME_INVALID -> "Remove it.";
            case NOT_A_REGULAR_FILE, NOT_A_DIRECTORY, SYMLINK_LOOP -> "Remove it, " + PUSH_WHAT_BELONGS_THERE;
            case LINK_EMPTY, LINK_INVALID, LINK_TOO_LARGE ->
                "Push the image again. Or remove the directory that the link lies in, and those of the tags that need it.";
            case INDEX_CHILD_MISSING ->
                "Push the missing image of the index again, or delete the index by its digest. An index that is sparse on"
                        + " purpose cannot be pulled whole.";
            case MANIFEST_BLOB_MISSING ->
                "Restart the registry and push the image again. Or remove the directory of the revision, and those of the"
                        + " tags that name it.";
            case MANIFEST_TOO_LARGE, MANIFEST_UNSUPPORTED, DESCRIPTOR_INVALID ->
                "Delete the manifest by its digest: no client can use it.";
            case MANIFEST_INVALID, BLOB_SIZE_MISMATCH, BLOB_CORRUPT ->
                "Remove the directory of the blob below blobs/, restart the registry, and push the image again: the"
                        + " registry does not write a blob that is there. Or delete the manifest by its digest and"
                        + " collect garbage.";
            case BLOB_MISSING -> "Restart the registry and push the image again, or delete its manifest by its digest.";
            case LAYER_LINK_MISSING ->
                "Remove the layer's directory below _layers/ if there is one, restart the registry, and push the image"
                        + " again. Or remove it and delete the manifest by its digest.";
            case LAYERS_MISSING ->
                "Restart the registry and push the images of the repository again, or remove the repository.";
            case TAGS_MISSING -> "Put a tag on what is to stay.";
            case BLOB_PATH_INVALID, REPOSITORY_NAME_INVALID -> "Move it out of the storage.";
            case DIRECTORY_MISSING ->
                "Check that the volume is mounted whole. If it is, restart the registry and push the images again.";
            case STRAY -> "Usually nothing; remove it if it is of no use.";
            case NFS_LEFTOVER -> "Restart what has it open, mostly the registry.";
            case SYMLINK_BROKEN -> "Let the symbolic link lead somewhere. Or remove it, " + PUSH_WHAT_BELONGS_THERE;
            case TOO_MANY_SYMLINKS -> "Remove symbolic links, until few lead to the same directory.";
            case SYMLINK_OUTSIDE_ROOT -> "Give the rootdirectory as PATH, or mount the target into the storage.";
            case ACCESS_DENIED -> "Read as the registry's user or group, or let others read.";
            case IO_ERROR -> "Look at the volume.";
        };
    }
}
