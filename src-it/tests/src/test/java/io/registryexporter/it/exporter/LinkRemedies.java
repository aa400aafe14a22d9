package io.registryexporter.it.exporter;

import static io.registryexporter.it.exporter.MendedStorage.AMD64;
import static io.registryexporter.it.exporter.MendedStorage.APP_V1;
import static io.registryexporter.it.exporter.MendedStorage.APP_V2;
import static io.registryexporter.it.exporter.MendedStorage.hex;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.support.corpus.random.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Of tags and links. */
interface LinkRemedies extends Remedies {
    String TAG = "Push the tag again, or remove its directory below tags/.";
    String LINK =
            "Push the image again. Or remove the directory that the link lies in, and those of the tags that need it.";
    String NEEDED =
            "Remove the layer's directory below _layers/ if there is one, restart the registry, and push the image"
                    + " again. Or remove it and delete the manifest by its digest.";

    private void withoutCurrent() throws IOException {
        Trees.delete(storage().tag(APP_V1).resolve("current"));
        storage()
                .check()
                .says(DamageReason.TAG_WITHOUT_CURRENT, TAG)
                .breaks("team/app:v1")
                .blocks()
                .harmful();
    }

    @Test
    default void a_tag_without_current_is_pushed_again() throws IOException {
        withoutCurrent();
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void a_tag_without_current_is_removed() throws IOException {
        withoutCurrent();
        Trees.delete(storage().tag(APP_V1));
        storage().assertMended(APP_V1);
    }

    private void withoutRevision() throws IOException {
        Trees.delete(storage().revision(APP_V1));
        storage()
                .check()
                .says(DamageReason.REVISION_MISSING, TAG)
                .breaks("team/app:v1")
                .blocks()
                .harmful();
    }

    @Test
    default void a_tag_without_its_revision_is_pushed_again() throws IOException {
        withoutRevision();
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void a_tag_without_its_revision_is_removed() throws IOException {
        withoutRevision();
        Trees.delete(storage().tag(APP_V1));
        storage().assertMended(APP_V1);
    }

    private void badTagLink(String content, DamageReason reason) throws IOException {
        Files.writeString(storage().tag(APP_V1).resolve("current/link"), content);
        storage()
                .check()
                .says(reason, LINK)
                .breaks("team/app:v1")
                .blocks(GC_DELETE_UNTAGGED)
                .harmful();
    }

    @Test
    default void a_tag_with_an_empty_link_is_pushed_again() throws IOException {
        badTagLink("", DamageReason.LINK_EMPTY);
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void a_tag_with_an_empty_link_is_given_up() throws IOException {
        badTagLink("", DamageReason.LINK_EMPTY);
        Trees.delete(storage().tag(APP_V1));
        storage().assertMended(APP_V1);
    }

    @Test
    default void a_tag_whose_link_ends_a_line_is_pushed_again() throws IOException {
        badTagLink(APP_V1.digest() + "\n", DamageReason.LINK_INVALID);
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void a_tag_with_a_large_link_is_pushed_again() throws IOException {
        badTagLink("x".repeat(2000), DamageReason.LINK_TOO_LARGE);
        storage().push(APP_V1);
        storage().assertMended();
    }

    private void badRevisionLink(String content, DamageReason reason) throws IOException {
        Files.writeString(storage().revision(APP_V1).resolve("link"), content);
        storage()
                .check()
                .says(reason, LINK)
                .breaks("team/app:v1")
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
    }

    @Test
    default void a_revision_with_an_empty_link_is_pushed_again() throws IOException {
        badRevisionLink("", DamageReason.LINK_EMPTY);
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void a_revision_with_an_empty_link_is_given_up() throws IOException {
        badRevisionLink("", DamageReason.LINK_EMPTY);
        Trees.delete(storage().revision(APP_V1));
        Trees.delete(storage().tag(APP_V1));
        storage().assertMended(APP_V1);
    }

    @Test
    default void a_revision_with_a_link_of_garbage_is_pushed_again() throws IOException {
        badRevisionLink("garbage", DamageReason.LINK_INVALID);
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void a_revision_with_a_large_link_is_pushed_again() throws IOException {
        badRevisionLink("x".repeat(2000), DamageReason.LINK_TOO_LARGE);
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void an_image_of_an_index_with_an_empty_link_is_pushed_again() throws IOException {
        Files.writeString(storage().revision(AMD64).resolve("link"), "");
        storage()
                .check()
                .says(DamageReason.LINK_EMPTY, LINK)
                .breaks("team/multi:latest")
                .harmful();
        storage().push(AMD64);
        storage().assertMended();
    }

    private void badLayerLink(String content) throws IOException {
        Path link = storage().layer(APP_V1, 2);
        Files.writeString(link.resolve("link"), content);
        Diagnosis found = storage().check().says(DamageReason.LAYER_LINK_MISSING, NEEDED);
        if (isVersion2()) {
            found.blocks();
        } else {
            found.blocks(GC, GC_DELETE_UNTAGGED);
        }
        found.breaks("team/app:v1").harmful();
        Trees.delete(link);
    }

    @Test
    default void an_image_with_an_empty_link_of_a_layer_is_pushed_again() throws IOException {
        badLayerLink("");
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void an_image_with_a_link_of_a_layer_that_ends_a_line_is_pushed_again() throws IOException {
        badLayerLink(APP_V1.blob(2) + "\n");
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void an_image_with_an_empty_link_of_a_layer_is_deleted() throws IOException {
        badLayerLink("");
        storage().registry().deleteManifest("team/app", APP_V1.digest());
        storage().assertMended(APP_V1);
    }

    private void withoutLayerLink() throws IOException {
        Trees.delete(storage().layer(APP_V1, 1));
        storage()
                .check()
                .says(DamageReason.LAYER_LINK_MISSING, NEEDED)
                .breaks("team/app:v1", "team/app:v2")
                .blocks()
                .harmful();
    }

    @Test
    default void images_without_the_link_of_a_layer_are_whole_when_one_is_pushed_again() throws IOException {
        withoutLayerLink();
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().assertMended();
    }

    @Test
    default void images_without_the_link_of_a_layer_are_deleted() throws IOException {
        withoutLayerLink();
        storage().registry().deleteManifest("team/app", APP_V1.digest());
        storage().registry().deleteManifest("team/app", APP_V2.digest());
        storage().assertMended(APP_V1, APP_V2);
    }

    /** What no manifest names may be a layer of an image that is being pushed. */
    @Test
    default void an_empty_link_of_a_layer_that_no_image_names_is_removed() throws IOException {
        Path link = storage().repository("team/app/_layers/sha256").resolve(hex(AMD64.blob(2)));
        Files.createDirectory(link);
        Files.writeString(link.resolve("link"), "");
        Diagnosis found = storage().check();
        if (isVersion2()) {
            found.isClean();
        } else {
            found.says(DamageReason.LINK_EMPTY, LINK)
                    .breaks()
                    .blocks(GC, GC_DELETE_UNTAGGED)
                    .harmful();
        }
        Trees.delete(link);
        storage().assertMended();
    }
}
