package io.registryexporter.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Inventories;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Tag;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class InventoryFamiliesTest {
    private final Damage emptyLink = damage(DamageReason.LINK_EMPTY, "a");
    private final Damage invalid = damage(DamageReason.MANIFEST_INVALID, "b");
    private final Inventory inventory = Inventories.of(
            List.of(
                    Inventories.repository(
                            "a/b", 3, List.of(new Tag("v1", 2, 30, 0, 0)), List.of(emptyLink, invalid, invalid)),
                    Inventories.repository("c", 1, List.of(new Tag("v1", 1, 5, 0, 0)), List.of())),
            new Damage(DamageReason.STRAY, Optional.empty(), "repositories/x"));

    @Test
    void the_four_families_of_the_original_keep_their_names_and_labels() {
        assertThat(samples())
                .contains(
                        "repository_tags_total{repository=\"a/b\"} 3.0",
                        "repository_revisions_total{repository=\"a/b\"} 2.0",
                        "repository_tag_layers_total{repository=\"a/b\",tag=\"v1\"} 2.0",
                        "repository_tag_size_bytes{repository=\"a/b\",tag=\"v1\"} 30.0");
    }

    @Test
    void every_reason_for_damage_that_scans_find_has_a_sample() {
        assertThat(samples())
                .filteredOn(line -> line.startsWith("registry_damage{"))
                .hasSize((int) Arrays.stream(DamageReason.values())
                        .filter(DamageReason::isFoundByScans)
                        .count())
                .contains(
                        "registry_damage{reason=\"manifest_invalid\"} 2.0",
                        "registry_damage{reason=\"stray\"} 1.0",
                        "registry_damage{reason=\"io_error\"} 0.0");
    }

    @Test
    void what_only_a_verification_finds_is_not_said_to_be_absent() {
        assertThat(samples()).noneMatch(line -> line.contains("blob_corrupt"));
    }

    @Test
    void only_repositories_with_damage_have_samples_of_it() {
        assertThat(samples())
                .filteredOn(line -> line.startsWith("registry_repository_damage{"))
                .containsExactly(
                        "registry_repository_damage{repository=\"a/b\",reason=\"link_empty\"} 1.0",
                        "registry_repository_damage{repository=\"a/b\",reason=\"manifest_invalid\"} 2.0");
    }

    @Test
    void the_storage_as_a_whole_is_reported() {
        assertThat(samples(SeriesOptions.everything()))
                .contains(
                        "registry_repositories 2.0",
                        "registry_storage_blobs 5.0",
                        "registry_storage_bytes 500.0",
                        "registry_reclaimable_blobs{mode=\"gc\"} 1.0",
                        "registry_reclaimable_blobs{mode=\"gc_delete_untagged\"} 2.0",
                        "registry_reclaimable_bytes{mode=\"gc\"} 10.0",
                        "registry_reclaimable_bytes{mode=\"gc_delete_untagged\"} 30.0",
                        "registry_filesystem_size_bytes 1000.0",
                        "registry_filesystem_avail_bytes 400.0");
    }

    @Test
    void each_repository_is_reported() {
        assertThat(samples(SeriesOptions.everything()))
                .contains(
                        "registry_repository_stored_bytes{repository=\"a/b\"} 100.0",
                        "registry_repository_exclusive_bytes{repository=\"a/b\"} 60.0",
                        "registry_repository_untagged_revisions{repository=\"a/b\"} 1.0",
                        "registry_repository_unreachable_revisions{repository=\"a/b\"} 0.0",
                        "registry_repository_last_push_timestamp_seconds{repository=\"a/b\"} 2.250",
                        "registry_repository_uploads{repository=\"up\"} 2.0",
                        "registry_repository_upload_bytes{repository=\"up\"} 70.0",
                        "registry_repository_oldest_upload_timestamp_seconds{repository=\"up\"} 1.500");
    }

    @Test
    void filters_change_series_and_never_truth() {
        SeriesOptions nothing =
                new SeriesOptions(Optional.of(Pattern.compile("none")), Optional.empty(), Optional.empty(), true, 0, 1);
        assertThat(samples(nothing))
                .noneMatch(line -> line.contains("repository=\""))
                .contains("registry_repositories 2.0", "registry_damage{reason=\"manifest_invalid\"} 2.0");
    }

    @Test
    void each_path_is_reported() {
        assertThat(samples())
                .contains(
                        "registry_path_stored_bytes{path=\"a\"} 100.0",
                        "registry_path_exclusive_bytes{path=\"a\"} 60.0",
                        "registry_path_repositories{path=\"a\"} 1.0",
                        "registry_path_repositories{path=\"c\"} 1.0");
    }

    @Test
    void a_path_has_as_many_components_as_asked_for_or_no_series() {
        assertThat(samples(pathsOf("", 2)))
                .filteredOn(line -> line.startsWith("registry_path_repositories"))
                .containsExactly(
                        "registry_path_repositories{path=\"a/b\"} 1.0", "registry_path_repositories{path=\"c\"} 1.0");
        assertThat(samples(pathsOf("", 0))).noneMatch(line -> line.contains("path=\""));
    }

    @Test
    void a_path_has_series_if_one_of_its_repositories_has_and_counts_all_of_them() {
        Inventory two = Inventories.of(List.of(
                Inventories.repository("a/b", 1, List.of(), List.of()),
                Inventories.repository("a/c", 1, List.of(), List.of()),
                Inventories.repository("d", 1, List.of(), List.of())));

        assertThat(samples(two, pathsOf("a/c|d", 1)))
                .filteredOn(line -> line.startsWith("registry_path_stored_bytes"))
                .containsExactly("registry_path_stored_bytes{path=\"a\"} 200.0");
    }

    private static SeriesOptions pathsOf(String exclude, int depth) {
        return new SeriesOptions(
                Optional.empty(), Optional.of(Pattern.compile(exclude)), Optional.empty(), true, 0, depth);
    }

    @Test
    void damage_among_uploads_is_damage_of_the_repository_that_they_are_for() {
        Damage upload = new Damage(DamageReason.ACCESS_DENIED, Optional.of("up"), "repositories/up/_uploads");
        assertThat(samples(Inventories.of(List.of(), upload), SeriesOptions.everything()))
                .contains("registry_repository_damage{repository=\"up\",reason=\"access_denied\"} 1.0");
    }

    @Test
    void what_a_hidden_repository_would_falsify_is_not_told() {
        Inventory hidden = Inventories.of(
                inventory.repositories(),
                new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/secret"));
        assertThat(samples(hidden, SeriesOptions.everything()))
                .noneMatch(line -> line.startsWith("registry_reclaimable_"))
                .noneMatch(line -> line.startsWith("registry_repository_exclusive_bytes"))
                .noneMatch(line -> line.startsWith("registry_path_exclusive_bytes"))
                .contains("registry_path_stored_bytes{path=\"a\"} 100.0")
                .contains("registry_repository_stored_bytes{repository=\"a/b\"} 100.0");
    }

    private List<String> samples() {
        return samples(SeriesOptions.everything());
    }

    private List<String> samples(SeriesOptions options) {
        return samples(inventory, options);
    }

    private static List<String> samples(Inventory inventory, SeriesOptions options) {
        List<GaugeFamily> families =
                new InventoryFamilies().of(inventory, SelectedSeries.of(inventory, options), options);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            RenderedFamilies.render(families).plain(new byte[0]).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Damage damage(DamageReason reason, String path) {
        return new Damage(reason, Optional.of("a/b"), path);
    }
}
