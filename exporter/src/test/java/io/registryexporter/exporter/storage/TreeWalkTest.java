package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.LinkedTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeWalkTest {
    @TempDir
    private Path root;

    private StorageFiles files;

    @BeforeEach
    void open() throws IOException {
        files = new StorageFiles(root, root, Pace.unlimited());
    }

    @Test
    void files_of_the_name_are_found_at_any_depth_and_others_are_not() throws IOException {
        Path deep = Files.createDirectories(root.resolve("a/b/link/c"));
        Files.writeString(deep.resolve("link"), "");
        Files.writeString(deep.resolve("link.bak"), "");
        assertThat(TreeWalk.find(files, root, "link").files()).containsExactly(deep.resolve("link"));
    }

    @Test
    void directories_as_deep_as_a_path_can_be_end_no_stack() throws IOException {
        Path deep = root;
        for (int depth = 0; depth < 1500; depth++) {
            deep = deep.resolve("d");
        }
        Files.createDirectories(deep);
        Files.writeString(deep.resolve("data"), "");
        assertThat(TreeWalk.find(files, root, "data").files()).hasSize(1);
    }

    @Test
    void links_inside_the_root_are_followed_and_those_out_of_it_are_told(@TempDir Path elsewhere) throws IOException {
        Files.writeString(Files.createDirectory(root.resolve("real")).resolve("data"), "");
        Files.createSymbolicLink(root.resolve("inside"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("outside"), elsewhere);
        TreeWalk.Found found = TreeWalk.find(files, root, "data");
        assertThat(found.files()).hasSize(2);
        assertThat(found.faults())
                .containsExactly(new TreeWalk.Fault(DamageReason.SYMLINK_OUTSIDE_ROOT, root.resolve("outside")));
    }

    @Test
    void a_link_to_a_directory_above_the_walk_is_a_loop_and_is_not_entered() throws IOException {
        Files.writeString(Files.createDirectory(root.resolve("beside")).resolve("data"), "");
        Path top = Files.createDirectory(root.resolve("top"));
        Files.createSymbolicLink(top.resolve("up"), Path.of(".."));
        TreeWalk.Found found = TreeWalk.find(files, top, "data");
        assertThat(found.files()).isEmpty();
        assertThat(found.faults()).containsExactly(new TreeWalk.Fault(DamageReason.SYMLINK_LOOP, top.resolve("up")));
    }

    @Property(tries = 200)
    void a_walk_finds_what_the_registry_would_and_ends_where_that_goes_round(@ForAll("trees") LinkedTree tree)
            throws IOException {
        Path top = Files.createTempDirectory("walk");
        try {
            tree.write(top, "data");
            Pace pace = Pace.unlimited();
            StorageFiles tried = new StorageFiles(top, top, pace);
            TreeWalk.Found found = TreeWalk.find(tried, top, "l0");
            assertThat(found.files()).isEmpty();
            assertThat(tree.registryWalk(10_000).isEmpty())
                    .isEqualTo(found.faults().stream().anyMatch(fault -> fault.reason() == DamageReason.SYMLINK_LOOP));
            assertThat(pace.operations()).isLessThan(500L * tree.size());
        } finally {
            deleteAll(top);
        }
    }

    @Provide
    Arbitrary<LinkedTree> trees() {
        return LinkedTree.upTo(6, 5);
    }

    private static void deleteAll(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void directories_that_link_to_each_other_many_times_end() throws IOException {
        for (int from = 0; from < 12; from++) {
            for (int to = 0; to < 12; to++) {
                Path target = Files.createDirectories(root.resolve("d" + to));
                Files.createSymbolicLink(
                        Files.createDirectories(root.resolve("d" + from)).resolve("to" + to), target);
            }
        }
        assertThat(TreeWalk.find(files, root, "data").faults())
                .hasSizeBetween(12, 145)
                .extracting(TreeWalk.Fault::reason)
                .containsOnly(DamageReason.SYMLINK_LOOP, DamageReason.TOO_MANY_SYMLINKS);
    }
}
