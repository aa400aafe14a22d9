package io.registryexporter.it.exporter;

import static io.registryexporter.it.exporter.MendedStorage.APP_V1;
import static io.registryexporter.it.exporter.MendedStorage.APP_V2;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.support.corpus.random.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what lies where it does not belong, or is something else than what belongs there. */
interface PlaceRemedies extends Remedies {
    String REMOVE = "Remove it.";
    String REMOVE_AND_PUSH = "Remove it, restart the registry, and push the images again that need what belongs there.";
    String BROKEN =
            "Let the symbolic link lead somewhere. Or remove it, restart the registry, and push the images again that"
                    + " need what belongs there.";
    String NOT_THERE =
            "Check that the volume is mounted whole. If it is, restart the registry and push the images again.";
    String USELESS = "Usually nothing; remove it if it is of no use.";

    @ParameterizedTest
    @ValueSource(strings = {"v1~", ".DS_Store", "v1 (copy)", "@eaDir"})
    default void an_entry_that_no_tag_can_have_is_removed(String name) throws IOException {
        Path tags = storage().tag(APP_V1).getParent();
        if (name.startsWith(".")) {
            Files.writeString(tags.resolve(name), "Bud1");
        } else {
            Trees.copy(tags.resolve("v1"), tags.resolve(name));
        }
        storage().check().says(DamageReason.TAG_NAME_INVALID, REMOVE).harmful();
        Trees.delete(tags.resolve(name));
        storage().assertMended();
    }

    @Test
    default void a_stray_may_stay_or_go() throws IOException {
        Path stray = storage().v2().resolve("repositories/README");
        Files.writeString(stray, "ours");
        storage().check().says(DamageReason.STRAY, USELESS).breaks().blocks().harmless();
        storage().assertMended();
        Files.delete(stray);
        storage().assertMended();
    }

    @Test
    default void a_stray_that_blocks_the_collection_is_moved_out() throws IOException {
        Path stray = storage().repository("team/app/_manifests/revisions/sha256/@eaDir");
        Files.createDirectory(stray);
        Files.writeString(stray.resolve("link"), "x");
        storage()
                .check()
                .says(Set.of(Map.entry(DamageReason.STRAY, USELESS), Map.entry(DamageReason.STRAY, BlobRemedies.OUT)))
                .breaks()
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
        storage().moveOut(stray);
        storage().assertMended();
    }

    @Test
    default void what_nfs_has_left_needs_nothing() throws IOException {
        Path left = storage().blob(APP_V1.blob(1)).resolve(".nfs000000000001");
        Files.writeString(left, "deleted");
        storage()
                .check()
                .says(DamageReason.NFS_LEFTOVER, "Restart what has it open, mostly the registry.")
                .breaks()
                .blocks()
                .harmless();
        storage().restartRegistry();
        storage().assertMended();
    }

    /** Where it lies, what it is instead, and what that is called. */
    @ParameterizedTest
    @CsvSource({
        "current/link, directory, NOT_A_REGULAR_FILE",
        "current, file, NOT_A_DIRECTORY",
        "current, loop, SYMLINK_LOOP",
        "current, broken, SYMLINK_BROKEN",
        "tag, file, NOT_A_DIRECTORY",
        "tags, file, NOT_A_DIRECTORY",
        "revision/link, directory, NOT_A_REGULAR_FILE",
        "revision, file, NOT_A_DIRECTORY",
        "revision, broken, SYMLINK_BROKEN",
        "_manifests, loop, SYMLINK_LOOP",
        "repository, broken, SYMLINK_BROKEN",
        "data, directory, NOT_A_REGULAR_FILE",
        "data, loop, SYMLINK_LOOP",
        "data, broken, SYMLINK_BROKEN",
        "blob, file, NOT_A_DIRECTORY"
    })
    default void what_is_something_else_is_removed(String place, String kind, DamageReason reason) throws IOException {
        Path odd = place(place);
        switch (kind) {
            case "file" -> fileInsteadOf(odd);
            case "directory" -> directoryInsteadOf(odd);
            case "loop" -> linkInsteadOf(odd, odd.getFileName().toString());
            default -> linkInsteadOf(odd, "nowhere");
        }
        Set<Map.Entry<DamageReason, String>> remedies = new HashSet<>();
        remedies.add(Map.entry(reason, reason == DamageReason.SYMLINK_BROKEN ? BROKEN : REMOVE_AND_PUSH));
        if (place.equals("data") || place.equals("blob")) {
            remedies.add(Map.entry(DamageReason.BLOB_MISSING, BlobRemedies.MISSING));
        }
        Diagnosis found = storage().check().says(remedies);
        found.harmful();
        for (String path : found.paths(reason)) {
            Trees.delete(storage().v2().resolve(path));
        }
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().push(APP_V2);
        storage().assertMended();
    }

    private Path place(String name) {
        return switch (name) {
            case "tag" -> storage().tag(APP_V1);
            case "tags" -> storage().tag(APP_V1).getParent();
            case "revision" -> storage().revision(APP_V1);
            case "revision/link" -> storage().revision(APP_V1).resolve("link");
            case "repository" -> storage().repository("team/app");
            case "_manifests" -> storage().repository("team/app").resolve(name);
            case "blob" -> storage().blob(APP_V1.blob(2));
            case "data" -> data();
            default -> storage().tag(APP_V1).resolve(name);
        };
    }

    private Path data() {
        return storage().blob(APP_V1.blob(2)).resolve("data");
    }

    private static void directoryInsteadOf(Path file) throws IOException {
        Trees.delete(file);
        Files.createDirectory(file);
    }

    private static void fileInsteadOf(Path directory) throws IOException {
        Trees.delete(directory);
        Files.writeString(directory, "no directory");
    }

    private static void linkInsteadOf(Path path, String target) throws IOException {
        Trees.delete(path);
        Files.createSymbolicLink(path, Path.of(target));
    }

    @Test
    default void a_loop_among_the_repositories_is_removed() throws IOException {
        Path loop = storage().repository("team/loop");
        Files.createSymbolicLink(loop, Path.of("."));
        storage()
                .check()
                .says(DamageReason.SYMLINK_LOOP, REMOVE_AND_PUSH)
                .breaks()
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
        Files.delete(loop);
        storage().assertMended();
    }

    @Test
    default void a_broken_symbolic_link_for_the_data_of_a_blob_leads_somewhere_again() throws IOException {
        Path elsewhere = data().resolveSibling("elsewhere");
        Files.move(data(), elsewhere);
        Files.createSymbolicLink(data(), Path.of("nowhere"));
        storage().check().breaks("team/app:v1").harmful();
        linkInsteadOf(data(), "elsewhere");
        storage().assertMended();
    }

    @Test
    default void what_a_storage_without_blobs_lacks_is_pushed_again() throws IOException {
        Trees.delete(storage().v2().resolve("blobs"));
        storage()
                .check()
                .says(Set.of(
                        Map.entry(DamageReason.DIRECTORY_MISSING, NOT_THERE),
                        Map.entry(DamageReason.MANIFEST_BLOB_MISSING, ManifestRemedies.NO_MANIFEST)))
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
        pushAll();
    }

    @Test
    default void what_a_storage_without_repositories_lacks_is_pushed_again() throws IOException {
        Trees.delete(storage().v2().resolve("repositories"));
        storage()
                .check()
                .says(DamageReason.DIRECTORY_MISSING, NOT_THERE)
                .breaks()
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
        pushAll();
    }

    private void pushAll() throws IOException {
        storage().restartRegistry();
        storage().pushAll();
        storage().assertMended();
    }
}
