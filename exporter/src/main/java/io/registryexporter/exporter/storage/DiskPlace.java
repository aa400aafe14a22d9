package io.registryexporter.exporter.storage;

import java.util.Set;
import java.util.regex.Pattern;

/** A directory's place in the layout of a storage, by the names on the way to it: what its entries are for. */
enum DiskPlace {
    ABOVE(DiskKind.DIRECTORIES, false),
    V2(DiskKind.DIRECTORIES, false),
    BLOBS(DiskKind.BLOBS, false),
    BLOB_ALGORITHM(DiskKind.BLOBS, true),
    BLOB_PREFIX(DiskKind.BLOBS, true),
    BLOB(DiskKind.BLOBS, true, Layout.DATA),
    REPOSITORIES(DiskKind.DIRECTORIES, false),
    NAME(DiskKind.DIRECTORIES, true),
    MANIFESTS(DiskKind.MANIFEST_LINKS, true),
    REVISIONS(DiskKind.MANIFEST_LINKS, true),
    REVISION_ALGORITHM(DiskKind.MANIFEST_LINKS, true),
    REVISION(DiskKind.MANIFEST_LINKS, true, Layout.LINK),
    SIGNATURES(DiskKind.MANIFEST_LINKS, true),
    SIGNATURE_ALGORITHM(DiskKind.MANIFEST_LINKS, true),
    TAGS(DiskKind.MANIFEST_LINKS, true),
    TAG(DiskKind.MANIFEST_LINKS, true),
    HISTORY(DiskKind.MANIFEST_LINKS, true),
    HISTORY_ALGORITHM(DiskKind.MANIFEST_LINKS, true),
    MANIFEST_LINK(DiskKind.MANIFEST_LINKS, true, Layout.LINK),
    LAYERS(DiskKind.LAYER_LINKS, true),
    LAYER_ALGORITHM(DiskKind.LAYER_LINKS, true),
    LAYER(DiskKind.LAYER_LINKS, true, Layout.LINK),
    UPLOADS(DiskKind.UPLOADS, true),
    UPLOAD(DiskKind.UPLOADS, true, Layout.DATA, Layout.STARTED_AT),
    IN_UPLOAD(DiskKind.UPLOADS, false),
    LEFTOVER(DiskKind.LEFTOVERS, false),
    STRAY(DiskKind.STRAYS, false);

    private static final Pattern ALGORITHM = Pattern.compile("sha(256|384|512)");
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2}");
    private static final Pattern ENCODED = Pattern.compile("[0-9a-f]{2,128}");

    private final DiskKind kind;
    private final boolean leftOverIfEmpty;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
    private final Set<String> files;

    DiskPlace(DiskKind kind, boolean leftOverIfEmpty, String... files) {
        this.kind = kind;
        this.leftOverIfEmpty = leftOverIfEmpty;
        this.files = Set.of(files);
    }

    /**
     * The place as its entries show it: a digest's directory without data or link, an upload without data and start, and an
     * empty directory are left over.
     *
     * @param names of the entries that are no directories
     */
    DiskPlace with(Set<String> names, boolean empty) {
        boolean lacks = !files.isEmpty() && files.stream().noneMatch(names::contains);
        return lacks || (empty && leftOverIfEmpty) ? LEFTOVER : this;
    }

    /** What the directory itself is for. */
    DiskKind kind() {
        return kind;
    }

    /** What an entry that is no directory is for. */
    DiskKind file(String name) {
        if (name.startsWith(".nfs")) {
            return DiskKind.NFS;
        }
        if (this == STRAY || this == LEFTOVER || this == IN_UPLOAD) {
            return kind;
        }
        if (files.contains(name)) {
            return kind;
        }
        return name.endsWith(".tmp") && !files.isEmpty() ? DiskKind.LEFTOVERS : DiskKind.STRAYS;
    }

    /** The place of a directory in this one; which directories lie above the v2 directory depends on the path. */
    DiskPlace directory(String name) {
        return switch (this) {
            case V2 -> name.equals(Layout.BLOBS) ? BLOBS : name.equals(Layout.REPOSITORIES) ? REPOSITORIES : STRAY;
            case BLOBS -> matching(ALGORITHM, name, BLOB_ALGORITHM);
            case BLOB_ALGORITHM -> matching(PREFIX, name, BLOB_PREFIX);
            case BLOB_PREFIX -> matching(ENCODED, name, BLOB);
            case REPOSITORIES, NAME -> inRepository(name);
            case MANIFESTS -> name.equals(Layout.REVISIONS) ? REVISIONS : name.equals(Layout.TAGS) ? TAGS : STRAY;
            case REVISIONS -> matching(ALGORITHM, name, REVISION_ALGORITHM);
            case REVISION_ALGORITHM -> matching(ENCODED, name, REVISION);
            case REVISION -> name.equals("signatures") ? SIGNATURES : STRAY;
            case SIGNATURES -> matching(ALGORITHM, name, SIGNATURE_ALGORITHM);
            case SIGNATURE_ALGORITHM, HISTORY_ALGORITHM -> matching(ENCODED, name, MANIFEST_LINK);
            case TAGS -> TagName.isValid(name) ? TAG : STRAY;
            case TAG -> name.equals(Layout.CURRENT) ? MANIFEST_LINK : name.equals("index") ? HISTORY : STRAY;
            case HISTORY -> matching(ALGORITHM, name, HISTORY_ALGORITHM);
            case LAYERS -> matching(ALGORITHM, name, LAYER_ALGORITHM);
            case LAYER_ALGORITHM -> matching(ENCODED, name, LAYER);
            case UPLOADS -> UPLOAD;
            case UPLOAD, IN_UPLOAD -> IN_UPLOAD;
            case LEFTOVER -> LEFTOVER;
            case ABOVE, BLOB, MANIFEST_LINK, LAYER, STRAY -> STRAY;
        };
    }

    private static DiskPlace inRepository(String name) {
        return switch (name) {
            case Layout.MANIFESTS -> MANIFESTS;
            case Layout.LAYERS -> LAYERS;
            case Layout.UPLOADS -> UPLOADS;
            default -> Layout.isAccepted(name) && Character.isLetterOrDigit(name.charAt(0)) ? NAME : STRAY;
        };
    }

    private static DiskPlace matching(Pattern pattern, String name, DiskPlace place) {
        return pattern.matcher(name).matches() ? place : STRAY;
    }
}
