package io.registryexporter.it.exporter;

import static io.registryexporter.it.exporter.MendedStorage.APP_V1;
import static io.registryexporter.it.exporter.MendedStorage.APP_V2;
import static io.registryexporter.it.exporter.MendedStorage.WEB;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.support.corpus.PushedImage;
import io.registryexporter.support.corpus.random.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of configs and layers. */
interface BlobRemedies extends Remedies {
    String MISSING = "Restart the registry and push the image again, or delete its manifest by its digest.";
    String NO_LAYERS = "Restart the registry and push the images of the repository again, or remove the repository.";
    String OUT = "Move it out of the storage.";

    private void withoutOwnBlob(int blob) throws IOException {
        Trees.delete(storage().blob(APP_V1.blob(blob)));
        storage()
                .check()
                .says(DamageReason.BLOB_MISSING, MISSING)
                .breaks("team/app:v1")
                .blocks()
                .harmful();
    }

    /** The config and the layer of one image. */
    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    default void an_image_without_a_blob_is_pushed_again(int blob) throws IOException {
        withoutOwnBlob(blob);
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().assertMended();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    default void an_image_without_a_blob_is_deleted(int blob) throws IOException {
        withoutOwnBlob(blob);
        storage().registry().deleteManifest("team/app", APP_V1.digest());
        storage().assertMended(APP_V1);
    }

    /** It remembers the blob, and tells the client to leave it out. */
    @Test
    default void without_a_restart_the_registry_does_not_take_a_missing_blob() throws IOException {
        withoutOwnBlob(2);
        storage().push(APP_V1);
        storage()
                .check()
                .says(DamageReason.BLOB_MISSING, MISSING)
                .breaks("team/app:v1")
                .harmful();
    }

    @Test
    default void all_images_have_a_layer_again_that_one_is_pushed_with() throws IOException {
        Trees.delete(storage().blob(APP_V1.blob(1)));
        storage()
                .check()
                .says(DamageReason.BLOB_MISSING, MISSING)
                .breaks("team/app:v1", "team/app:v2", "team/web:v1", "team/multi:latest")
                .harmful();
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().assertMended();
    }

    private void cutLayer(int bytes) throws IOException {
        Path data = storage().blob(APP_V1.blob(1)).resolve("data");
        Files.write(data, Arrays.copyOf(Files.readAllBytes(data), bytes));
        cutLayerIsFound();
    }

    private void cutLayerIsFound() throws IOException {
        storage()
                .check()
                .says(DamageReason.BLOB_SIZE_MISMATCH, ManifestRemedies.REPLACE)
                .breaks("team/app:v1", "team/app:v2", "team/web:v1", "team/multi:latest")
                .blocks()
                .harmful();
    }

    private void replace(String digest, PushedImage image) throws IOException {
        Trees.delete(storage().blob(digest));
        storage().restartRegistry();
        storage().push(image);
        storage().assertMended();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    default void a_layer_that_was_cut_is_replaced(int bytes) throws IOException {
        cutLayer(bytes);
        storage().push(WEB);
        cutLayerIsFound();
        replace(APP_V1.blob(1), WEB);
    }

    @Test
    default void an_image_whose_config_was_cut_is_deleted() throws IOException {
        Path data = storage().blob(APP_V1.blob(0)).resolve("data");
        Files.write(data, new byte[0]);
        storage()
                .check()
                .says(DamageReason.BLOB_SIZE_MISMATCH, ManifestRemedies.REPLACE)
                .breaks("team/app:v1")
                .harmful();
        deleteAppV1();
    }

    private void deleteAppV1() throws IOException {
        storage().registry().deleteManifest("team/app", APP_V1.digest());
        storage().collectGarbage();
        storage().assertMended(APP_V1);
        storage().push(APP_V1);
        storage().assertMended();
    }

    private void corruptLayer() throws IOException {
        Files.write(storage().blob(APP_V1.blob(2)).resolve("data"), new byte[2000]);
        storage().check().isClean();
        new Diagnosis(storage().verify())
                .says(DamageReason.BLOB_CORRUPT, ManifestRemedies.REPLACE)
                .breaks("team/app:v1")
                .blocks()
                .harmful();
    }

    @Test
    default void an_image_with_a_layer_of_other_content_is_deleted() throws IOException {
        corruptLayer();
        deleteAppV1();
    }

    @Test
    default void a_layer_of_other_content_is_replaced() throws IOException {
        corruptLayer();
        replace(APP_V1.blob(2), APP_V1);
    }

    private void withoutLayers() throws IOException {
        Trees.delete(storage().repository("team/app/_layers"));
        Diagnosis found = storage()
                .check()
                .says(Set.of(
                        Map.entry(DamageReason.LAYERS_MISSING, NO_LAYERS),
                        Map.entry(DamageReason.LAYER_LINK_MISSING, LinkRemedies.NEEDED)))
                .breaks("team/app:v1", "team/app:v2");
        if (isVersion2()) {
            found.blocks();
        } else {
            found.blocks(GC, GC_DELETE_UNTAGGED);
        }
        found.harmful();
    }

    @Test
    default void the_images_of_a_repository_without_layers_are_pushed_again() throws IOException {
        withoutLayers();
        storage().restartRegistry();
        storage().push(APP_V1);
        storage().push(APP_V2);
        storage().assertMended();
    }

    @Test
    default void a_repository_without_layers_is_removed() throws IOException {
        withoutLayers();
        Trees.delete(storage().repository("team/app"));
        storage().assertMended(APP_V1, APP_V2);
    }

    @Test
    default void copies_of_blobs_are_moved_out() throws IOException {
        Path blobs = storage().v2().resolve("blobs/sha256");
        Trees.copy(blobs, blobs.resolveSibling("sha256.bak"));
        moveOut(blobs.resolveSibling("sha256.bak"), DamageReason.BLOB_PATH_INVALID);
    }

    @Test
    default void a_copy_of_a_blob_is_moved_out() throws IOException {
        Path blob = storage().blob(APP_V1.blob(1));
        Path old = blob.resolveSibling(blob.getFileName() + ".old");
        Trees.copy(blob, old);
        moveOut(old, DamageReason.BLOB_PATH_INVALID);
    }

    @Test
    default void a_repository_of_a_name_that_the_registry_refuses_is_moved_out() throws IOException {
        Path copy = storage().repository("team/app (copy)");
        Trees.copy(storage().repository("team/app"), copy);
        moveOut(copy, DamageReason.REPOSITORY_NAME_INVALID);
    }

    private void moveOut(Path path, DamageReason reason) throws IOException {
        storage()
                .check()
                .says(reason, OUT)
                .breaks()
                .blocks(GC, GC_DELETE_UNTAGGED)
                .harmful();
        storage().moveOut(path);
        storage().assertMended();
    }
}
