package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.support.corpus.random.LinkedRepositories;
import io.registryexporter.support.corpus.random.Trees;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees of repositories with symbolic links between them: the exporter names those that the registry's catalog lists. */
abstract class LinkedRepositoriesScenarios {
    private static final int TREES = 60;

    @TempDir
    private Path directory;

    private RealRegistry registry;
    private IncrementalScanning scanning;

    abstract RegistryProgram program();

    @BeforeEach
    void start() {
        registry = RealRegistry.start(program(), directory);
        scanning =
                new IncrementalScanning(registry, program().version() == 2 ? RegistryVersion.V2 : RegistryVersion.V3);
    }

    @AfterEach
    void stop() {
        scanning.close();
        registry.close();
    }

    /** The first seed may be given as linked.seed. */
    @Test
    void the_names_are_those_of_the_catalog_or_it_is_a_loop_that_ends_the_catalog() throws IOException {
        long first = Long.getLong("linked.seed", 1L);
        int listed = 0;
        for (long seed = first; seed < first + TREES; seed++) {
            Trees.delete(registry.root());
            List<String> real = LinkedRepositories.write(registry.v2(), Differential.random(seed));
            Map<String, Double> series = scanning.series();
            Optional<List<String>> catalog = registry.catalog();
            listed += catalog.isPresent() ? 1 : 0;
            assertThat(names(series)).as("seed %d", seed).containsAll(real);
            catalog.ifPresent(names -> assertThat(names(series)).containsExactlyInAnyOrderElementsOf(names));
            assertThat(series.get("registry_damage{reason=\"symlink_loop\"}") > 0)
                    .as("seed %d, a loop", seed)
                    .isEqualTo(catalog.isEmpty());
            assertThat(Scrape.differences(series, scanning.seriesFromScratch()))
                    .as("seed %d, from scratch", seed)
                    .isEmpty();
        }
        assertThat(listed).as("trees with a catalog").isBetween(1, TREES - 1);
    }

    @Test
    void links_to_what_is_above_multiply_no_repository() throws IOException {
        repository("app");
        link("self", ".");
        link("up", "..");
        assertThat(registry.catalog()).isEmpty();
        assertThat(names(scanning.series())).containsExactly("app");
    }

    @Test
    void links_across_that_lead_round_give_no_name_that_goes_round() throws IOException {
        for (String name : List.of("d0", "d0/d1", "d0/d1/d3", "d2")) {
            repository(name);
        }
        link("d2/l0", "../d0");
        link("d0/d1/l1", "..");
        link("d2/l2", "../d0/d1/d3");
        link("d0/d1/d3/l3", "..");
        assertThat(registry.catalog()).isEmpty();
        assertThat(names(scanning.series()))
                .containsExactly(
                        "d0",
                        "d0/d1",
                        "d0/d1/d3",
                        "d2",
                        "d2/l0",
                        "d2/l0/d1",
                        "d2/l0/d1/d3",
                        "d2/l2",
                        "d2/l2/l3",
                        "d2/l2/l3/l1");
    }

    @Test
    void a_repository_with_more_links_than_a_path_may_have_has_all_its_names() throws IOException {
        repository("real");
        for (int i = 0; i < 50; i++) {
            link("mirror" + i, "real");
        }
        assertThat(names(scanning.series()))
                .hasSize(51)
                .containsExactlyInAnyOrderElementsOf(registry.catalog().orElseThrow());
    }

    @Test
    void a_path_with_more_links_than_the_system_follows_ends_the_catalog() throws IOException {
        for (int i = 0; i <= 41; i++) {
            repository("c" + i);
        }
        for (int i = 0; i < 40; i++) {
            link("c" + i + "/l", "../c" + (i + 1));
        }
        assertThat(names(scanning.series()))
                .containsExactlyInAnyOrderElementsOf(registry.catalog().orElseThrow());
        link("c40/l", "../c41");
        assertThat(registry.catalog()).isEmpty();
        assertThat(scanning.series().get("registry_damage{reason=\"symlink_loop\"}"))
                .isPositive();
    }

    private static Set<String> names(Map<String, Double> series) {
        Set<String> names = new TreeSet<>();
        String prefix = "repository_tags_total{repository=\"";
        series.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> names.add(name.substring(prefix.length(), name.indexOf('"', prefix.length()))));
        return names;
    }

    private void repository(String name) throws IOException {
        Path repository = registry.v2().resolve("repositories").resolve(name);
        Files.createDirectories(registry.v2().resolve("blobs"));
        Files.createDirectories(repository.resolve("_layers"));
        Files.createDirectories(repository.resolve("_manifests/tags"));
        Files.createDirectories(repository.resolve("_manifests/revisions"));
    }

    private void link(String path, String target) throws IOException {
        Files.createSymbolicLink(registry.v2().resolve("repositories").resolve(path), Path.of(target));
    }
}
