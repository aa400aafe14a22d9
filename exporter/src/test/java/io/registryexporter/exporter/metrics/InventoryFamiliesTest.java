package io.registryexporter.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Tag;
import io.registryexporter.exporter.scan.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InventoryFamiliesTest {
    private final Damage emptyLink = damage(DamageReason.LINK_EMPTY, "a");
    private final Damage invalid = damage(DamageReason.MANIFEST_INVALID, "b");
    private final Inventory inventory = new Inventory(
            List.of(
                    new Repository("a/b", 3, 2, List.of(new Tag("v1", 2, 30, 0)), List.of(emptyLink, invalid, invalid)),
                    new Repository("c", 1, 1, List.of(new Tag("v1", 1, 5, 0)), List.of())),
            List.of(new Damage(DamageReason.STRAY, Optional.empty(), "repositories/x")));

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
    void every_reason_for_damage_has_a_sample() {
        assertThat(samples())
                .filteredOn(line -> line.startsWith("registry_damage{"))
                .hasSameSizeAs(DamageReason.values())
                .contains(
                        "registry_damage{reason=\"manifest_invalid\"} 2.0",
                        "registry_damage{reason=\"stray\"} 1.0",
                        "registry_damage{reason=\"io_error\"} 0.0");
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
    void repositories_are_counted() {
        assertThat(samples()).contains("registry_repositories 2.0");
    }

    private List<String> samples() {
        ExpositionWriter writer = new ExpositionWriter();
        new InventoryFamilies()
                .of(inventory, SelectedSeries.of(inventory, SeriesOptions.everything()))
                .forEach(writer::write);
        return new String(writer.toByteArray(), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static Damage damage(DamageReason reason, String path) {
        return new Damage(reason, Optional.of("a/b"), path);
    }
}
