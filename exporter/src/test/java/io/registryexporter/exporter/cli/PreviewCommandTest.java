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
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code preview} on a storage with an old and a new tag. */
class PreviewCommandTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String old;

    @BeforeEach
    void a_storage() {
        TestStorage.Repository app = new TestStorage(directory).repository("app");
        old = app.push(Manifests.image(1000));
        app.tagDigest("old", old).pushedAt("old", Instant.now().minus(Duration.ofDays(100)));
        app.tag("new", Manifests.image(10));
    }

    @Test
    void a_table_shows_totals_and_tags() {
        assertThat(run("--older-than=90d")).isZero();
        assertThat(output())
                .contains("Rule          tags that are pushed more than 90 days ago")
                .contains("Tags          1 go, with 1 manifest; 0 stay though the rule lets them go")
                .containsPattern(
                        "`registry garbage-collect -m` frees [0-9.]+ KiB in 2 blobs, [0-9.]+ KiB in 2 blobs of it")
                .containsPattern("(?m)^ +100d  app:old$");
    }

    @Test
    void digests_are_one_to_a_line() {
        assertThat(run("--keep-last=1", "--format=digests")).isZero();
        assertThat(output()).isEqualToIgnoringNewLines("app@" + old);
    }

    @Test
    void json_is_valid() throws IOException {
        assertThat(run("--keep-last=1", "--format=json")).isZero();
        try (JsonParser parser = new JsonFactory().createParser(output())) {
            assertThat(parser.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            parser.skipChildren();
            assertThat(parser.nextToken()).isNull();
        }
        assertThat(output()).contains("\"keepLast\" : 1", "\"digest\" : \"" + old + "\"", "\"beyond\"");
    }

    @Test
    void a_preview_without_a_rule_is_an_error() {
        assertThat(run("--tag=v.*")).isEqualTo(2);
        assertThat(errors())
                .isEqualToIgnoringNewLines("registry-exporter: --keep-last or --older-than is missing:"
                        + " without a rule nothing goes. See registry-exporter preview --help.");
    }

    @Test
    void to_keep_none_is_an_error() {
        assertThat(run("--keep-last=0")).isEqualTo(2);
        assertThat(errors()).contains("--keep-last", "a whole number from 1 to 999999999");
    }

    @Test
    void an_age_of_nothing_is_an_error() {
        assertThat(run("--older-than=0")).isEqualTo(2);
        assertThat(errors()).contains("--older-than", "a duration such as 90d");
    }

    @Test
    void the_digests_of_a_pull_through_cache_are_an_error() {
        assertThat(run("--keep-last=1", "--registry.proxy=true", "--format=digests"))
                .isEqualTo(2);
        assertThat(errors()).contains("a pull-through cache answers DELETE with 405");
        assertThat(run("--keep-last=1", "--registry.proxy=true")).isZero();
        assertThat(output()).contains("Cache");
    }

    private int run(String... options) {
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                new Terminal(false, false),
                Map.of());
        List<String> arguments = new ArrayList<>(List.of("preview", directory.toString()));
        arguments.addAll(List.of(options));
        return new CommandRunner(console, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(61)))
                .run(arguments.toArray(String[]::new));
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
