package io.registryexporter.support.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page of Markdown of the project. */
class PagesTest {
    private static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
    private static final int README_BYTES = 8 * 1024;
    private static final int PAGE_BYTES = 16 * 1024;

    static List<Path> pages() {
        return Stream.concat(
                        files(ROOT, 1),
                        Stream.of("docs", "deploy", "src-it/kubernetes-simulator")
                                .flatMap(directory -> files(ROOT.resolve(directory), Integer.MAX_VALUE)))
                .filter(file -> file.toString().endsWith(".md"))
                .filter(file -> !file.toString().contains("/target/"))
                .toList();
    }

    /** The pages for readers; the changelog is a list of facts in the words of their time. */
    static List<Path> prose() {
        return pages().stream()
                .filter(page -> !page.endsWith("CHANGELOG.md") && !page.endsWith("SECURITY.md"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void every_link_leads_to_a_file_and_a_heading(Path file) {
        assertThat(Page.read(file).links()).allSatisfy(link -> {
            if (!link.matches("[a-z]+:.*")) {
                int anchor = link.indexOf('#');
                String path = anchor < 0 ? link : link.substring(0, anchor);
                Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
                assertThat(target).exists();
                if (anchor >= 0) {
                    assertThat(Page.read(target).anchors()).contains(link.substring(anchor + 1));
                }
            }
        });
    }

    @Test
    void the_readme_can_be_read_in_five_minutes() throws IOException {
        assertThat(Files.size(ROOT.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES);
    }

    @ParameterizedTest
    @MethodSource("prose")
    void no_page_is_too_long(Path page) throws IOException {
        assertThat(Files.size(page)).isLessThanOrEqualTo(PAGE_BYTES);
    }

    static List<Path> docs() {
        return pages().stream()
                .filter(page -> page.startsWith(ROOT.resolve("docs")))
                .toList();
    }

    @Test
    void the_readme_leads_to_every_page() {
        Set<Path> reached = new HashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(ROOT.resolve("README.md")));
        while (!open.isEmpty()) {
            Path page = open.pop();
            if (reached.add(page)) {
                Page.read(page).links().stream()
                        .filter(link -> !link.matches("[a-z]+:.*") && link.contains(".md"))
                        .map(link ->
                                page.resolveSibling(link.replaceAll("#.*", "")).normalize())
                        .forEach(open::push);
            }
        }
        assertThat(reached).containsAll(docs());
    }

    @ParameterizedTest
    @MethodSource("prose")
    void a_page_is_in_plain_english(Path file) {
        assertThat(Page.read(file).prose()).allSatisfy(text -> {
            for (Wording wording : Wording.avoided()) {
                assertThat(wording.isIn(text))
                        .as("%s: write %s", wording.pattern(), wording.remedy())
                        .isFalse();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("prose")
    void a_heading_says_what_it_is(Path file) {
        assertThat(Page.read(file).headings()).noneMatch(heading -> heading.matches("(An?|Who|What it) .*"));
    }

    private static Stream<Path> files(Path directory, int depth) {
        try (Stream<Path> files = Files.walk(directory, depth)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
