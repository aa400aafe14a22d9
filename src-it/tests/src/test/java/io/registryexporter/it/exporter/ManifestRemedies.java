package io.registryexporter.it.exporter;

import static io.registryexporter.it.exporter.MendedStorage.AMD64;
import static io.registryexporter.it.exporter.MendedStorage.APP_V1;
import static io.registryexporter.it.exporter.MendedStorage.MULTI;
import static io.registryexporter.it.exporter.MendedStorage.WEB;
import static io.registryexporter.it.exporter.MendedStorage.hex;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.support.corpus.Image;
import io.registryexporter.support.corpus.PushedImage;
import io.registryexporter.support.corpus.random.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Of manifests. */
interface ManifestRemedies extends Remedies {
    String INDEX_CHILD =
            "Push the missing image of the index again, or delete the index by its digest. An index that is"
                    + " sparse on purpose cannot be pulled whole.";
    String NO_MANIFEST =
            "Restart the registry and push the image again. Or remove the directory of the revision, and those"
                    + " of the tags that name it.";
    String USELESS = "Delete the manifest by its digest: no client can use it.";
    String REPLACE =
            "Remove the directory of the blob below blobs/, restart the registry, and push the image again: the"
                    + " registry does not write a blob that is there. Or delete the manifest by its digest and collect garbage.";

    @Test
    default void an_image_of_an_index_is_pushed_again() throws IOException {
        storage().registry().deleteManifest("team/multi", AMD64.digest());
        storage()
                .check()
                .says(DamageReason.INDEX_CHILD_MISSING, INDEX_CHILD)
                .breaks("team/multi:latest")
                .blocks()
                .harmful();
        storage().push(AMD64);
        storage().assertMended();
    }

    @Test
    default void an_index_without_one_of_its_images_is_deleted() throws IOException {
        storage().registry().deleteManifest("team/multi", AMD64.digest());
        storage().check().says(DamageReason.INDEX_CHILD_MISSING, INDEX_CHILD).harmful();
        storage().registry().deleteManifest("team/multi", MULTI.digest());
        storage().assertMended(MULTI);
    }

    @Test
    default void an_image_of_an_index_that_was_removed_is_pushed_again() throws IOException {
        Trees.delete(storage().revision(AMD64));
        storage()
                .check()
                .says(DamageReason.INDEX_CHILD_MISSING, INDEX_CHILD)
                .breaks("team/multi:latest")
                .harmful();
        storage().push(AMD64);
        storage().assertMended();
    }

    private void withoutManifest() throws IOException {
        Trees.delete(storage().blob(APP_V1.digest()));
        storage()
                .check()
                .says(DamageReason.MANIFEST_BLOB_MISSING, NO_MANIFEST)
                .breaks("team/app:v1")
                .blocks()
                .harmful();
    }

    @Test
    default void an_image_without_a_manifest_is_pushed_again() throws IOException {
        withoutManifest();
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void an_image_without_a_manifest_is_given_up() throws IOException {
        withoutManifest();
        Trees.delete(storage().revision(APP_V1));
        Trees.delete(storage().tag(APP_V1));
        storage().assertMended(APP_V1);
    }

    private void invalid(int bytes) throws IOException {
        Path data = storage().blob(APP_V1.digest()).resolve("data");
        Files.write(data, Arrays.copyOf(Files.readAllBytes(data), bytes));
        storage()
                .check()
                .says(DamageReason.MANIFEST_INVALID, REPLACE)
                .breaks("team/app:v1")
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
    }

    private void replaceManifest() throws IOException {
        Trees.delete(storage().blob(APP_V1.digest()));
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().assertMended();
    }

    private void deleteManifest() throws IOException {
        storage().registry().deleteManifest("team/app", APP_V1.digest());
        storage().collectGarbage();
        storage().assertMended(APP_V1);
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void a_manifest_of_no_bytes_is_replaced() throws IOException {
        invalid(0);
        replaceManifest();
    }

    @Test
    default void a_manifest_of_no_bytes_is_deleted() throws IOException {
        invalid(0);
        deleteManifest();
    }

    @Test
    default void a_manifest_that_is_cut_is_replaced() throws IOException {
        invalid(100);
        replaceManifest();
    }

    @Test
    default void a_manifest_that_is_cut_is_deleted() throws IOException {
        invalid(100);
        deleteManifest();
    }

    /** As an earlier registry, or another one, has written it. */
    private PushedImage plant(String manifest) throws IOException {
        PushedImage planted = new PushedImage("team/app", Optional.of("odd"), Image.OCI, manifest, List.of());
        write(storage().blob(planted.digest()).resolve("data"), manifest);
        write(storage().revision(planted).resolve("link"), planted.digest());
        Path tag = storage().tag(planted);
        write(tag.resolve("index/sha256").resolve(hex(planted.digest())).resolve("link"), planted.digest());
        write(tag.resolve("current/link"), planted.digest());
        return planted;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    @Test
    default void a_manifest_that_is_too_large_is_deleted() throws IOException {
        PushedImage planted = plant(APP_V1.manifest() + " ".repeat(5 * 1024 * 1024));
        storage()
                .check()
                .says(DamageReason.MANIFEST_TOO_LARGE, USELESS)
                .breaks("team/app:odd")
                .harmful();
        storage().registry().deleteManifest("team/app", planted.digest());
        storage().assertMended();
    }

    @Test
    default void a_manifest_of_an_unknown_kind_is_deleted() throws IOException {
        PushedImage planted = plant("{\"schemaVersion\":3,\"mediaType\":\"application/json\"}");
        storage()
                .check()
                .says(DamageReason.MANIFEST_UNSUPPORTED, USELESS)
                .breaks("team/app:odd")
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
        storage().registry().deleteManifest("team/app", planted.digest());
        storage().assertMended();
    }

    @Test
    default void a_manifest_without_the_digest_of_a_layer_is_deleted() throws IOException {
        PushedImage planted = plant(APP_V1.manifest().replace(APP_V1.blob(2), ""));
        storage()
                .check()
                .says(DamageReason.DESCRIPTOR_INVALID, USELESS)
                .breaks("team/app:odd")
                .harmful();
        storage().registry().deleteManifest("team/app", planted.digest());
        storage().assertMended();
    }

    @Test
    default void a_repository_without_a_tag_gets_one() throws IOException {
        PushedImage untagged = PushedImage.of("team/new", "v1", 1000);
        storage().push(untagged.byDigest());
        Diagnosis found = storage().check();
        if (isVersion2()) {
            found.says(DamageReason.TAGS_MISSING, "Put a tag on what is to stay.")
                    .breaks()
                    .blocks(GC_DELETE_UNTAGGED)
                    .harmful();
        } else {
            found.isClean();
        }
        storage().push(untagged);
        storage().assertMendedBut(Set.of(), Set.of("team/new:v1"));
    }

    /** It is untagged where nobody names it any more. */
    @Test
    default void an_unusable_manifest_without_a_tag_is_deleted() throws IOException {
        Trees.delete(storage().tag(WEB));
        Path data = storage().blob(WEB.digest()).resolve("data");
        Files.write(data, "{".getBytes(StandardCharsets.UTF_8));
        storage()
                .check()
                .says(DamageReason.MANIFEST_INVALID, REPLACE)
                .breaks()
                .blocks(GC)
                .harmful();
        storage().registry().deleteManifest("team/web", WEB.digest());
        storage().collectGarbage();
        storage().assertMended(WEB);
    }
}
