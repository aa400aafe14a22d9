package io.registryexporter.exporter.scan.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.LinkedTree;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What the walk for repositories makes of directories and links between them; RepositoryWalkIT asks real registries. */
class RepositoryFinderTest {
    /** Looks, lists and looks at what lies in it, for each directory under each of its names. */
    private static final int OPERATIONS = 500;

    private static final int MANY = 20_000;

    /** What one walk found. */
    private record Walked(List<String> names, List<Damage> damages, long operations) {
        boolean has(DamageReason reason) {
            return damages.stream().anyMatch(damage -> damage.reason() == reason);
        }
    }

    @Property(tries = 300)
    void where_the_registry_lists_names_they_are_the_same(@ForAll("trees") LinkedTree tree) throws IOException {
        Walked walked = walk(tree);
        Optional<List<String>> listed = tree.registryWalk(MANY);
        if (listed.isPresent() && !walked.has(DamageReason.TOO_MANY_SYMLINKS)) {
            assertThat(walked.names()).isEqualTo(listed.get());
            assertThat(walked.damages()).isEmpty();
        } else if (listed.isPresent()) {
            assertThat(listed.get()).containsAll(walked.names());
        } else {
            assertThat(walked.damages()).isNotEmpty();
        }
    }

    @Property(tries = 300)
    void every_directory_has_its_own_name_and_no_way_goes_round(@ForAll("trees") LinkedTree tree) throws IOException {
        Walked walked = walk(tree);
        assertThat(walked.names()).doesNotHaveDuplicates().containsAll(tree.realPaths());
        assertThat(walked.names()).allMatch(name -> !goesRound(tree, name));
    }

    @Property(tries = 300)
    void a_walk_is_linear_in_what_is_there(@ForAll("mazes") LinkedTree tree) throws IOException {
        Walked walked = walk(tree);
        assertThat(walked.operations()).isLessThan((long) OPERATIONS * tree.size());
        assertThat(walked.names().size()).isLessThan(50 * tree.size());
    }

    @Provide
    Arbitrary<LinkedTree> trees() {
        return LinkedTree.upTo(7, 5);
    }

    @Provide
    Arbitrary<LinkedTree> mazes() {
        return LinkedTree.upTo(12, 40);
    }

    @Test
    void a_link_to_the_directory_above_all_repositories_multiplies_none() throws IOException {
        Walked walked = walk(root -> {
            repository(root.resolve("app"));
            Files.createSymbolicLink(root.resolve("self"), Path.of("."));
            Files.createSymbolicLink(root.resolve("up"), Path.of(".."));
        });
        assertThat(walked.names()).containsExactly("app");
        assertThat(walked.damages())
                .extracting(Damage::path)
                .containsExactlyInAnyOrder("repositories/self", "repositories/up");
    }

    @Test
    void a_directory_that_is_entered_again_by_its_own_name_is_a_loop_of_the_link_before() throws IOException {
        Walked walked = walk(root -> {
            repository(root.resolve("a/b"));
            Files.createSymbolicLink(root.resolve("a/b/back"), Path.of("../../c"));
            Files.createDirectory(root.resolve("c"));
            Files.createSymbolicLink(root.resolve("c/to"), Path.of("../a"));
        });
        assertThat(walked.names()).containsExactly("a/b", "c/to/b");
        assertThat(walked.damages())
                .allMatch(damage -> damage.reason() == DamageReason.SYMLINK_LOOP)
                .extracting(Damage::path)
                .containsExactlyInAnyOrder("repositories/a/b/back", "repositories/a/b/back/to");
    }

    @Test
    void a_link_into_the_inside_of_a_repository_and_back_is_no_loop() throws IOException {
        Walked walked = walk(root -> {
            repository(root.resolve("app"));
            Files.createDirectories(root.resolve("app/_manifests/tags"));
            Files.createSymbolicLink(root.resolve("app/_manifests/tags/y"), Path.of("../.."));
            Files.createSymbolicLink(root.resolve("x"), Path.of("app/_manifests/tags"));
        });
        assertThat(walked.names()).containsExactly("app", "x/y");
        assertThat(walked.damages()).isEmpty();
    }

    @Test
    void a_directory_with_many_links_to_it_has_all_their_names() throws IOException {
        Walked walked = walk(root -> {
            repository(root.resolve("real"));
            for (int i = 0; i < 1000; i++) {
                Files.createSymbolicLink(root.resolve("mirror" + i), Path.of("real"));
            }
        });
        assertThat(walked.names()).hasSize(1001);
        assertThat(walked.damages()).isEmpty();
    }

    @Test
    void links_that_multiply_each_other_end_and_say_so_once() throws IOException {
        int levels = 30;
        Walked walked = walk(root -> {
            for (int level = 0; level < levels; level++) {
                repository(root.resolve("c" + level));
            }
            for (int level = 0; level < levels - 1; level++) {
                Path next = Path.of("../c" + (level + 1));
                Files.createSymbolicLink(root.resolve("c" + level + "/l1"), next);
                Files.createSymbolicLink(root.resolve("c" + level + "/l2"), next);
            }
        });
        assertThat(walked.names())
                .containsAll(IntStream.range(0, levels)
                        .mapToObj(level -> "c" + level)
                        .toList());
        assertThat(walked.damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.reason()).isEqualTo(DamageReason.TOO_MANY_SYMLINKS));
    }

    private static boolean goesRound(LinkedTree tree, String name) {
        Set<Integer> met = new HashSet<>(Set.of(0));
        int end = 0;
        while (end >= 0) {
            end = name.indexOf('/', end + 1);
            if (!met.add(tree.follow(end < 0 ? name : name.substring(0, end)))) {
                return true;
            }
        }
        return false;
    }

    private interface Writing {
        void into(Path repositories) throws IOException;
    }

    private static void repository(Path path) throws IOException {
        Files.createDirectories(path.resolve(Layout.LAYERS));
        Files.createDirectories(path.resolve(Layout.MANIFESTS));
    }

    private static Walked walk(LinkedTree tree) throws IOException {
        return walk(root -> tree.write(root, Layout.LAYERS, Layout.MANIFESTS));
    }

    private static Walked walk(Writing writing) throws IOException {
        Path v2 = Files.createTempDirectory("walk");
        try {
            writing.into(Files.createDirectory(v2.resolve(Layout.REPOSITORIES)));
            Pace pace = Pace.unlimited();
            StorageFiles files = new StorageFiles(v2, v2, pace);
            Reading<List<FoundRepository>> found =
                    new RepositoryFinder(files, new Layout(v2), RegistryVersion.V3).find();
            return new Walked(
                    found.value().stream().map(FoundRepository::name).toList(),
                    found.damages().stream()
                            .filter(damage -> damage.reason() != DamageReason.STRAY)
                            .toList(),
                    pace.operations());
        } finally {
            try (Stream<Path> all = Files.walk(v2)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
