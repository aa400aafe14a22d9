package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    void directories_that_link_to_each_other_many_times_end() throws IOException {
        for (int from = 0; from < 12; from++) {
            for (int to = 0; to < 12; to++) {
                Path target = Files.createDirectories(root.resolve("d" + to));
                Files.createSymbolicLink(
                        Files.createDirectories(root.resolve("d" + from)).resolve("to" + to), target);
            }
        }
        assertThat(TreeWalk.find(files, root, "data").faults())
                .isNotEmpty()
                .allMatch(fault -> fault.reason() == DamageReason.SYMLINK_LOOP);
    }
}
