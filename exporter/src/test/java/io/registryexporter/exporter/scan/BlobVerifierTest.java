package io.registryexporter.exporter.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.ByteRate;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the blobs of a storage, an hour after everything was written where nothing else is said. */
class BlobVerifierTest {
    private static final int THREADS = 2;
    private static final int SOME_BUFFERS = 300_000;

    @TempDir
    private Path directory;

    private final ExecutorService readers = Executors.newFixedThreadPool(THREADS);
    private final ScanProgress progress = new ScanProgress();
    private TestStorage storage;
    private String layer;
    private String config;
    private String manifest;

    @BeforeEach
    void an_image() {
        storage = new TestStorage(directory.resolve("registry"));
        TestStorage.Repository repository = storage.repository("tools");
        layer = repository.layer(SOME_BUFFERS);
        config = storage.blob(bytes("{\"os\":\"linux\"}"));
        manifest = repository.push(Manifests.imageOf(config, layer));
        repository.tagDigest("v1", manifest);
    }

    @AfterEach
    void end() {
        readers.shutdownNow();
    }

    @Test
    void a_sound_storage_has_no_corrupt_blobs() throws Exception {
        assertThat(verify()).isEmpty();
    }

    @Test
    void a_storage_without_blobs_has_no_corrupt_ones() throws Exception {
        storage = new TestStorage(directory.resolve("other"));
        assertThat(verify()).isEmpty();
    }

    @Test
    void a_flipped_bit_in_a_layer_is_found() throws Exception {
        flipBit(layer, 200_000);
        assertThat(verify()).isEqualTo(Map.of(layer, DamageReason.BLOB_CORRUPT));
    }

    @Test
    void a_flipped_bit_in_the_last_byte_is_found() throws Exception {
        flipBit(layer, SOME_BUFFERS - 1);
        assertThat(verify()).containsOnlyKeys(layer);
    }

    @Test
    void a_flipped_bit_in_a_config_is_found() throws Exception {
        flipBit(config, 3);
        assertThat(verify()).isEqualTo(Map.of(config, DamageReason.BLOB_CORRUPT));
    }

    @Test
    void a_flipped_bit_in_a_manifest_is_found() throws Exception {
        flipBit(manifest, 40);
        assertThat(verify()).isEqualTo(Map.of(manifest, DamageReason.BLOB_CORRUPT));
    }

    @Test
    void a_blob_that_was_cut_is_found() throws Exception {
        storage.write(TestStorage.blobPath(layer), new byte[SOME_BUFFERS - 1]);
        assertThat(verify()).isEqualTo(Map.of(layer, DamageReason.BLOB_CORRUPT));
    }

    @Test
    void a_blob_that_has_grown_is_found() throws Exception {
        storage.write(TestStorage.blobPath(layer), new byte[SOME_BUFFERS + 1]);
        assertThat(verify()).isEqualTo(Map.of(layer, DamageReason.BLOB_CORRUPT));
    }

    @Test
    void an_empty_file_in_the_place_of_a_blob_is_found() throws Exception {
        storage.write(TestStorage.blobPath(config), "");
        assertThat(verify()).isEqualTo(Map.of(config, DamageReason.BLOB_CORRUPT));
    }

    @Test
    void the_blob_of_no_bytes_is_sound() throws Exception {
        storage.blob(new byte[0]);
        assertThat(verify()).isEmpty();
    }

    @Test
    void blobs_of_sha384_and_sha512_are_compared_too() throws Exception {
        String sound = blob("sha384", "SHA-384", "sound");
        String corrupt = blob("sha512", "SHA-512", "sound at first");
        assertThat(verify()).isEmpty();
        flipBit(sound, 0);
        flipBit(corrupt, 0);
        assertThat(verify()).containsOnlyKeys(sound, corrupt);
    }

    @Test
    void an_algorithm_that_no_registry_computes_is_not_judged() throws Exception {
        storage.write("blobs/blake3/ab/abcd/data", "anything");
        assertThat(verify()).isEmpty();
    }

    @Test
    void many_blobs_are_each_compared() throws Exception {
        List<String> corrupt = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String digest = storage.blob(bytes("blob " + i));
            if (i % 7 == 0) {
                flipBit(digest, 2);
                corrupt.add(digest);
            }
        }
        assertThat(verify()).containsOnlyKeys(corrupt);
    }

    @Test
    void a_blob_that_vanished_since_the_scan_is_skipped() throws Exception {
        ScannedStorage scanned = scan(anHourLater());
        storage.delete(TestStorage.blobPath(layer));
        assertThat(verify(scanned, anHourLater(), () -> {})).isEmpty();
    }

    @Test
    void what_is_no_file_any_more_is_not_opened() throws Exception {
        ScannedStorage scanned = scan(anHourLater());
        storage.fifo(TestStorage.blobPath(layer));
        assertThat(verify(scanned, anHourLater(), () -> {})).isEqualTo(Map.of(layer, DamageReason.NOT_A_REGULAR_FILE));
    }

    @Test
    void a_link_out_of_the_storage_is_not_followed() throws Exception {
        ScannedStorage scanned = scan(anHourLater());
        storage.delete(TestStorage.blobPath(config));
        storage.symlink(TestStorage.blobPath(config), Files.createFile(directory.resolve("outside")));
        assertThat(verify(scanned, anHourLater(), () -> {}))
                .isEqualTo(Map.of(config, DamageReason.SYMLINK_OUTSIDE_ROOT));
    }

    @Test
    void a_young_blob_that_is_still_being_written_is_read_again() throws Exception {
        storage.write(TestStorage.blobPath(config), "{\"os\":");
        Pause meanwhile = () -> storage.write(TestStorage.blobPath(config), "{\"os\":\"linux\"}");
        assertThat(verify(scan(Clock.systemUTC()), Clock.systemUTC(), meanwhile))
                .isEmpty();
    }

    @Test
    void a_young_blob_that_stays_corrupt_is_found() throws Exception {
        flipBit(config, 3);
        assertThat(verify(scan(Clock.systemUTC()), Clock.systemUTC(), () -> {})).containsOnlyKeys(config);
    }

    @Test
    void progress_is_counted_in_mebibytes() throws Exception {
        String large = storage.blob(new byte[3 << 20]);
        flipBit(large, 0);
        List<String> shown = new ArrayList<>();
        Pause meanwhile = () -> shown.add(progress.done() + " of " + progress.stage());
        verify(scan(Clock.systemUTC()), Clock.systemUTC(), meanwhile);
        assertThat(shown).containsExactly("3 of Stage[what=MiB of blobs verified, total=4]");
    }

    @Test
    void a_limit_is_of_all_threads_together() throws Exception {
        ByteRate limit = ByteRate.perSecond(1_500_000);
        long start = System.nanoTime();
        assertThat(verifier(limit, anHourLater(), () -> {})
                        .verify(storage.root(), storage.v2(), scan(anHourLater()), progress))
                .isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(140));
    }

    private Map<String, DamageReason> verify() throws Exception {
        return verify(scan(anHourLater()), anHourLater(), () -> {});
    }

    private Map<String, DamageReason> verify(ScannedStorage scanned, Clock clock, Pause pause) throws Exception {
        return verifier(ByteRate.unlimited(), clock, pause)
                .verify(storage.root(), storage.v2(), scanned, progress)
                .entrySet()
                .stream()
                .collect(Collectors.toMap(fault -> fault.getKey().toString(), Map.Entry::getValue));
    }

    private BlobVerifier verifier(ByteRate rate, Clock clock, Pause pause) {
        return new BlobVerifier(readers, THREADS, Pace.unlimited(), rate, clock, pause);
    }

    private ScannedStorage scan(Clock clock) throws Exception {
        return new StorageScanner(
                        readers, RegistryVersion.V3, ScanIntervals.ofSingleScan(), Pace.unlimited(), clock, () -> {})
                .scan(storage.root(), storage.v2());
    }

    private static Clock anHourLater() {
        return Clock.offset(Clock.systemUTC(), Duration.ofHours(1));
    }

    private void flipBit(String digest, int at) throws IOException {
        Path data = storage.v2().resolve(TestStorage.blobPath(digest));
        byte[] content = Files.readAllBytes(data);
        content[at] ^= 1;
        Files.write(data, content);
    }

    private String blob(String algorithm, String ofJdk, String content) throws Exception {
        String hex = HexFormat.of().formatHex(MessageDigest.getInstance(ofJdk).digest(bytes(content)));
        storage.write(TestStorage.blobPath(algorithm + ":" + hex), content);
        return algorithm + ":" + hex;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
