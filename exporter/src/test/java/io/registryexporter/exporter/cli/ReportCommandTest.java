package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Terminal;
import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code report} and {@code check} on a storage, an hour after everything was written. */
class ReportCommandTest {
    private static final String ESCAPE = "\u001b";

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private TestStorage storage;

    @BeforeEach
    void a_storage() {
        storage = new TestStorage(directory);
        storage.repository("library/nginx").tag("1.27", Manifests.image(1000, 200));
        storage.repository("tools").tag("v1", Manifests.image(10));
    }

    @Test
    void a_table_tells_totals_repositories_and_tags() throws IOException {
        assertThat(run("report", directory.toString())).isZero();
        assertThat(output())
                .contains("2 repositories, 2 tags, 2 revisions, 0 of them untagged")
                .contains("by `registry garbage-collect -m`")
                .contains("Repositories by stored (2 of 2)")
                .containsPattern("(?m)^ +1\\.2 KiB +1\\.7 KiB +2 +1h  library/nginx:1\\.27$")
                .contains("Damage        none");
        assertThat(err.size()).isZero();
    }

    @Test
    void what_lies_on_the_disk_is_shown_where_it_is_asked_for() {
        assertThat(run("report", directory.toString())).isZero();
        assertThat(output()).contains("links and directories are not counted: report --disk-usage");
        out.reset();

        assertThat(run("report", directory.toString(), "--disk-usage")).isZero();
        assertThat(output())
                .contains("On the disk below " + directory + ": ")
                .containsPattern("(?m)^ .* links of layers$")
                .doesNotContain("are not counted");
    }

    @Test
    void a_page_has_no_disk_usage() {
        assertThat(run("report", directory.toString(), "--disk-usage", "--format=html"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--disk-usage needs --format table or json");
    }

    @Test
    void only_what_is_older_is_listed() {
        assertThat(run("report", directory.toString(), "--older-than=2h")).isZero();
        assertThat(output()).contains("2 repositories, 2 tags").doesNotContain("library/nginx");
    }

    @Test
    void the_oldest_tags_are_listed_by_the_order_of_pushes() {
        assertThat(run("report", directory.toString(), "--sort=pushed", "--older-than=30m"))
                .isZero();
        assertThat(output()).contains("Repositories by pushed (2 of 2)", "Oldest tags (2 of 2)");
    }

    @Test
    void the_first_repositories_by_an_order() {
        assertThat(run("report", directory.toString(), "--sort=name", "--top=1"))
                .isZero();
        assertThat(output())
                .contains("Repositories by name (1 of 2)", "library/nginx", "Largest tags (1 of 2)")
                .doesNotContain("tools");
    }

    @Test
    void json_is_valid_and_tells_all() throws IOException {
        assertThat(run("report", directory.toString(), "--format=json")).isZero();
        assertValidJson();
        assertThat(output())
                .contains("\"repositories\" : 2", "\"name\" : \"library/nginx\"", "\"tag\" : \"1.27\"")
                .contains("\"bytes\" : 1200", "\"gc_delete_untagged\"", "\"availBytes\"");
    }

    @Test
    void a_table_by_path_has_a_line_for_each_path_and_none_for_a_repository() {
        storage.repository("library/nginx/debug").tag("v1", Manifests.image(1000, 200));

        assertThat(run("report", directory.toString(), "--by=path", "--sort=name"))
                .isZero();
        assertThat(output())
                .contains("Paths by name (2 of 2)")
                .containsPattern("(?m)^ +STORED +EXCLUSIVE +REPOSITORIES +TAGS .* PATH$")
                .containsPattern("(?m)^ +1\\.7 KiB +1\\.7 KiB +2 +2 +.* 1h  library$")
                .containsPattern("(?m)^ +.* 1h  tools$")
                .doesNotContain("Repositories by");
    }

    @Test
    void no_more_paths_than_asked_for_and_of_the_depth_asked_for() {
        assertThat(run("report", directory.toString(), "--by=path", "--path-depth=2", "--top=1"))
                .isZero();
        assertThat(output()).contains("Paths by stored (1 of 2)").containsPattern("(?m)  library/nginx$");
    }

    @Test
    void json_has_paths_too() throws IOException {
        assertThat(run("report", directory.toString(), "--format=json")).isZero();
        assertValidJson();
        assertThat(output()).contains("\"path\" : \"library\"", "\"path\" : \"tools\"");
    }

    @Test
    void a_path_has_a_component_at_least() {
        assertThat(run("report", directory.toString(), "--path-depth=0")).isEqualTo(2);
    }

    @Test
    void a_new_registry_has_a_report_of_nothing() {
        assertThat(run("report", directory.resolve("repositories-to-be").toString()))
                .isEqualTo(2);
        assertThat(run("report", storage.directory("../../../../new").toString()))
                .isZero();
        assertThat(output()).contains("0 repositories, 0 tags").doesNotContain("Largest tags");
    }

    @Test
    void a_sound_storage_is_checked_with_0() {
        assertThat(run("check", directory.toString())).isZero();
        assertThat(output()).isEqualToIgnoringNewLines("No damage found in " + storage.v2() + ".");
    }

    @Test
    void damage_is_checked_with_1_and_tells_where_why_and_what_to_do() {
        String link = storage.repository("tools").currentLink("v1");
        storage.write(link, "");

        assertThat(run("check", directory.toString())).isEqualTo(1);
        assertThat(output())
                .contains(storage.v2() + "/repositories/tools/_manifests/tags/v1")
                .contains("link_empty: the link file is empty: an interrupted write")
                .contains("Breaks tools:v1")
                .contains("`registry garbage-collect -m` ends with an error because of it.")
                .contains("1 entry is damaged.");
    }

    @Test
    void a_corrupt_blob_is_found_where_blobs_are_verified() {
        String layer = storage.repository("tools").layer(1000);
        storage.write(TestStorage.blobPath(layer), new byte[999]);

        assertThat(run("check", directory.toString())).isZero();
        assertThat(run("check", directory.toString(), "--verify")).isEqualTo(1);
        assertThat(output())
                .contains(storage.v2() + "/" + TestStorage.blobPath(layer))
                .contains("blob_corrupt: the blob's content is not what its digest says");
    }

    @Test
    void sound_blobs_are_verified_with_0() {
        TestStorage.Repository tools = new TestStorage(directory.resolve("verified")).repository("tools");
        tools.tag("v1", Manifests.imageOf(tools.layer(11), tools.layer(1000)));

        assertThat(run("check", "--verify", directory.resolve("verified").toString(), "--max-bytes-per-second=1MiB"))
                .isZero();
    }

    @Test
    void damage_as_json() throws IOException {
        storage.write("repositories/tools/_manifests/tags/v1/current/link", "");

        assertThat(run("check", directory.toString(), "--format=json")).isEqualTo(1);
        assertValidJson();
        assertThat(output())
                .contains("\"path\" : \"repositories/tools/_manifests/tags/v1\"", "\"reason\" : \"link_empty\"");
    }

    @Test
    void a_terminal_gets_colours_unless_they_are_unwanted() {
        Terminal terminal = new Terminal(true, false);

        assertThat(outputOn(terminal, Map.of())).contains(ESCAPE + "[1mStored");
        assertThat(outputOn(terminal, Map.of("NO_COLOR", "1"))).doesNotContain(ESCAPE);
        assertThat(outputOn(terminal, Map.of("TERM", "dumb"))).doesNotContain(ESCAPE);
        assertThat(outputOn(new Terminal(false, true), Map.of())).doesNotContain(ESCAPE);
    }

    @Test
    void options_of_another_command_are_errors() {
        assertThat(run("check", directory.toString(), "--top=1")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines(
                        "registry-exporter: argument 3 is not a known option. See registry-exporter check --help.");
    }

    @Test
    void an_answer_that_is_lost_is_an_error() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        Console console = new Console(
                new PrintStream(full, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false),
                Map.of());

        assertThat(new CommandRunner(console, Clock.systemUTC()).run("report", directory.toString()))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the output could not be written");
    }

    @Test
    void a_hostile_name_does_not_talk_to_the_terminal() {
        storage.directory("repositories/tools/_manifests/tags/\u009b31mred\u202e");

        assertThat(run("check", directory.toString())).isEqualTo(1);
        assertThat(output()).contains("tags/\\x9b31mred\\u202e").doesNotContain("\u009b", "\u202e");
    }

    private void assertValidJson() throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(output())) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        }
    }

    private String outputOn(Terminal terminal, Map<String, String> environment) {
        out.reset();
        assertThat(run(terminal, environment, "report", directory.toString())).isZero();
        return output();
    }

    private int run(String... arguments) {
        return run(new Terminal(false, false), Map.of(), arguments);
    }

    private int run(Terminal terminal, Map<String, String> environment, String... arguments) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                environment);
        return new CommandRunner(console, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61))).run(arguments);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
