package io.registryexporter.exporter.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.build.BuildInfo;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.http.ListenAddress;
import io.registryexporter.exporter.metrics.SeriesOptions;
import io.registryexporter.exporter.scan.ScanIntervals;
import io.registryexporter.exporter.storage.RegistryProxy;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.web.WebConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A running exporter that scans at each scrape, so that every scrape shows the storage as it is. */
class ExporterTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final FatalErrorHandler end = new FatalErrorHandler() {
        @Override
        public void threadDied(Throwable cause) {
            throw new IllegalStateException(cause);
        }

        @Override
        public void noMemory() {
            throw new IllegalStateException("no memory");
        }
    };
    private final Clock clock = Clock.fixed(Instant.ofEpochSecond(4_000_000_000L), ZoneOffset.UTC);

    @Test
    void a_new_registry_has_no_repositories_until_the_first_push() throws Exception {
        try (Exporter exporter = start()) {
            assertThat(scrape(exporter)).contains("registry_repositories 0.0", "registry_exporter_scan_success 1.0");
            new TestStorage(directory).repository("app").tag("v1", Manifests.image(5));
            assertThat(scrape(exporter)).contains("repository_tag_size_bytes{repository=\"app\",tag=\"v1\"} 5.0");
        }
    }

    @Test
    void a_storage_that_is_gone_keeps_its_last_numbers_and_fails_the_scan() throws Exception {
        TestStorage storage = new TestStorage(directory.resolve("root"));
        storage.repository("app").tag("v1", Manifests.image(5));
        try (Exporter exporter = start(storage.root())) {
            scrape(exporter);
            Files.move(storage.root(), directory.resolve("moved"));
            assertThat(scrape(exporter))
                    .contains(
                            "registry_exporter_scan_success 0.0",
                            "repository_tag_size_bytes{repository=\"app\",tag=\"v1\"} 5.0");
            assertThat(logged()).contains("level=error msg=\"scan failed", "does not exist");
            Files.move(directory.resolve("moved"), storage.root());
            assertThat(scrape(exporter)).contains("registry_exporter_scan_success 1.0");
        }
    }

    @Test
    void a_volume_that_is_no_longer_mounted_is_no_empty_registry() throws Exception {
        TestStorage storage = new TestStorage(directory);
        storage.repository("app").tag("v1", Manifests.image(5));
        try (Exporter exporter = start()) {
            scrape(exporter);
            Files.move(directory.resolve("docker"), directory.resolve(".docker"));
            assertThat(scrape(exporter)).contains("registry_exporter_scan_success 0.0", "registry_repositories 1.0");
            assertThat(logged()).contains("Check that the volume is mounted");
        }
    }

    @Test
    void the_list_of_tags_is_filtered_sorted_and_paged() throws Exception {
        TestStorage storage = new TestStorage(directory);
        storage.repository("Example.org/app").tag("v1", Manifests.image(5)).tag("v2", Manifests.image(9));
        storage.repository("other").tag("v1", Manifests.image(7));
        for (int i = 0; i < 110; i++) {
            storage.repository("many").tag("t" + i, Manifests.image(3));
        }
        try (Exporter exporter = start()) {
            scrape(exporter);
            assertThat(tags(exporter, "repository=example.ORG%2F").body())
                    .contains("\"matches\":2,\"page\":0,\"pages\":1")
                    .containsSubsequence("\"tag\":\"v2\",\"bytes\":9", "\"tag\":\"v1\",\"bytes\":5");
            assertThat(tags(exporter, "older-than-days=90&sort=pushed&page=1").body())
                    .contains("\"matches\":113,\"page\":1,\"pages\":2");
            assertThat(tags(exporter, "older-than-days=99999").body()).contains("\"matches\":0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x=1",
                "page=-1",
                "page=100",
                "page=",
                "page",
                "older-than-days=1h",
                "older-than-days=100000",
                "sort=age",
                "page=1&page=1",
                "repository=%25zz&&",
                "&"
            })
    void a_query_of_the_list_of_tags_that_makes_no_sense_is_refused(String query) throws Exception {
        try (Exporter exporter = start()) {
            scrape(exporter);
            assertThat(tags(exporter, query).statusCode()).isEqualTo(400);
        }
    }

    private static HttpResponse<String> tags(Exporter exporter, String query) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + exporter.address().getPort() + "/tags.json?" + query))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void the_time_of_the_scan_is_reported() throws Exception {
        try (Exporter exporter = start()) {
            assertThat(scrape(exporter)).contains("registry_exporter_scan_end_timestamp_seconds 4.0E9");
        }
    }

    @Test
    void damage_is_logged_when_it_appears_and_when_it_goes() throws Exception {
        TestStorage storage = new TestStorage(directory);
        TestStorage.Repository app = storage.repository("app");
        storage.write(app.currentLink("bad"), "garbage");
        try (Exporter exporter = start()) {
            scrape(exporter);
            scrape(exporter);
            assertThat(logged().lines().filter(line -> line.contains("damage found")))
                    .hasSize(1)
                    .allMatch(line -> line.contains("reason=link_invalid path=" + app.tagPath("bad")));
            app.tag("bad", Manifests.image(1));
            scrape(exporter);
            scrape(exporter);
            assertThat(logged().lines().filter(line -> line.contains("damage gone")))
                    .hasSize(1);
        }
    }

    @Test
    void very_much_damage_does_not_flood_the_log() throws Exception {
        TestStorage storage = new TestStorage(directory);
        for (int i = 0; i < 150; i++) {
            storage.write("repositories/stray-file-" + i, "");
        }
        try (Exporter exporter = start()) {
            scrape(exporter);
            assertThat(logged().lines().filter(line -> line.contains("damage found")))
                    .hasSize(101)
                    .anyMatch(line -> line.contains("further entries\" count=50"));
        }
    }

    @Test
    void what_is_cut_is_counted_and_logged_once() throws Exception {
        TestStorage.Repository app = new TestStorage(directory).repository("app");
        for (int tag = 0; tag < 5; tag++) {
            app.tag("v" + tag, Manifests.image(5));
        }
        try (Exporter exporter = start()) {
            scrape(exporter);
            assertThat(scrape(exporter))
                    .contains("registry_exporter_series_cut 4.0", "repository_tags_total{repository=\"app\"} 5.0");
            assertThat(logged().lines().filter(line -> line.contains("series left out")))
                    .hasSize(1);
        }
    }

    @Test
    void in_the_background_it_scans_again_and_again() throws Exception {
        try (Exporter exporter = start(directory, Duration.ofMillis(5))) {
            String path = "registry_exporter_scans_total ";
            while (scrape(exporter).lines().noneMatch(line -> line.matches(path + "([3-9]|\\d\\d+)\\.0"))) {
                Thread.onSpinWait();
            }
        }
        assertThat(logged()).contains("msg=stopped");
    }

    private Exporter start() throws IOException {
        return start(directory);
    }

    private Exporter start(Path path) throws IOException {
        return start(path, Duration.ZERO);
    }

    private Exporter start(Path path, Duration interval) throws IOException {
        Settings settings = new Settings(
                path,
                new Settings.Web(new ListenAddress("127.0.0.1", 0), "/metrics", Optional.empty()),
                new Settings.Scanning(
                        2,
                        interval,
                        0,
                        new ScanIntervals(Duration.ofHours(1), Duration.ofHours(1)),
                        Duration.ofMinutes(10)),
                new Settings.Registry(RegistryVersion.V3, RegistryProxy.AUTO),
                new SeriesOptions(Optional.empty(), Optional.empty(), Optional.empty(), true, 3, 1),
                new BuildInfo("1", "r", "17"));
        try {
            return Exporter.start(settings, clock, Log.to(log, LogLevel.INFO, LogFormat.LOGFMT), end);
        } catch (WebConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String scrape(Exporter exporter) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + exporter.address().getPort() + "/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
