package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Browser;
import io.registryexporter.support.real.RequiresPrograms;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** The page at {@code /} in Chromium, of the sample storage that a real registry wrote. */
@Tag("once")
@RequiresPrograms({"chromium", "chromedriver"})
class PageIT {
    private static final Path PICTURES = Path.of("target/pictures");
    private static final String NAMES = "#repositories tbody tr td:first-child";
    private static final String TAGS = "#tag-table tbody tr:not([hidden]) td:first-child";
    private static final String CELLS = "#treemap .cell span:first-child";

    @TempDir
    private Path directory;

    private Browser browser;
    private SampleCopy sample;

    @BeforeEach
    void start() throws IOException {
        sample = SampleCopy.below(directory);
        browser = Browser.start(directory.resolve("browser"));
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void the_table_is_sorted_by_a_click_on_a_heading_and_the_other_way_by_another() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            assertThat(browser.shown(NAMES))
                    .containsExactly("platform/web", "platform/api", "platform/api/debug", "tools/backup");

            heading("Repository").click();
            assertThat(browser.shown(NAMES))
                    .containsExactly("platform/api", "platform/api/debug", "platform/web", "tools/backup");

            heading("Revisions").click();
            assertThat(browser.shown(NAMES))
                    .containsExactly("platform/api", "platform/web", "platform/api/debug", "tools/backup");

            heading("Revisions").click();
            assertThat(browser.shown(NAMES))
                    .containsExactly("platform/api/debug", "tools/backup", "platform/web", "platform/api");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_filter_leaves_the_repositories_whose_names_have_the_text() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            browser.one("#filter").sendKeys("aPI");

            assertThat(browser.shown(NAMES)).containsExactly("platform/api", "platform/api/debug");
            assertThat(browser.one("#shown").getText()).isEqualTo("2 of 4");
        }
    }

    @Test
    void a_click_on_the_map_goes_in_and_the_table_follows() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            assertThat(browser.shown(CELLS)).containsExactly("platform", "tools");

            browser.follow(cell("platform"));
            assertThat(browser.shown(CELLS)).containsExactly("web", "api");
            assertThat(browser.shown(NAMES)).containsExactly("platform/web", "platform/api", "platform/api/debug");

            browser.follow(cell("api"));
            assertThat(browser.shown(CELLS)).containsExactly("platform/api", "debug");
            assertThat(browser.one("#trail").getText()).isEqualTo("all / platform / api");

            browser.back();
            assertThat(browser.shown(CELLS)).containsExactly("web", "api");

            browser.follow(browser.one("#trail a"));
            assertThat(browser.shown(NAMES)).hasSize(4);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_path_has_the_area_of_what_it_stores_together_and_not_of_what_its_repositories_add_up_to() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);

            assertThat(browser.shown("#treemap .bytes")).containsExactly("37.8 KiB", "5.1 KiB");
            assertThat((double) browser.evaluate("((platform, tools) => platform.offsetWidth * platform.offsetHeight"
                            + " / (tools.offsetWidth * tools.offsetHeight))(...document.querySelectorAll('.cell'))"))
                    .isCloseTo(38_749 / 5245.0, Offset.offset(0.2));
            assertThat(cell("platform").getAttribute("title"))
                    .isEqualTo("platform: 37.8 KiB together, each blob once, in 3 repositories;"
                            + " 33.9 KiB exclusive, 3.9 KiB shared with repositories elsewhere");
        }
    }

    @Test
    void the_page_says_to_how_much_the_parts_of_a_path_add_up() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            assertThat(browser.one("#together").getText())
                    .isEqualTo("All repositories: 39.1 KiB together, each blob once; another 1.2 KiB in no repository."
                            + " The parts share blobs, and each part counts them: they add up to 43.0 KiB.");

            browser.follow(cell("platform"));
            assertThat(browser.one("#together").getText())
                    .isEqualTo("platform: 37.8 KiB together, each blob once."
                            + " The parts share blobs, and each part counts them: they add up to 41.7 KiB.");

            browser.follow(cell("web"));
            assertThat(browser.one("#together").getText()).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_path_that_could_not_be_read_whole_is_on_the_map_with_the_least_that_it_stores() throws IOException {
        Files.createSymbolicLink(
                sample.repositories().resolve("platform/secret"), Files.createDirectory(directory.resolve("outside")));
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            assertThat(browser.shown("#treemap .bytes")).containsExactly("at least 21.9 KiB", "5.1 KiB");
            assertThat(browser.one("#together").getText())
                    .isEqualTo("All repositories: unknown together, because some entries could not be read.");

            browser.follow(cell("platform"));
            assertThat(browser.shown(CELLS)).containsExactly("web", "api");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void a_hostile_name_stays_text() throws IOException {
        String hostile = "<img src=x onerror=\"document.title='taken'\">";
        Path repositories = sample.repositories();
        Files.createDirectories(repositories.resolve(hostile).resolve("_manifests/tags"));
        Files.createDirectories(
                repositories.resolve("tools/backup/_manifests/tags").resolve(hostile));
        try (RunningExporter exporter = exporter()) {
            open(exporter);

            assertThat(browser.shown("#damage td:first-child"))
                    .contains("repositories/" + hostile)
                    .contains("repositories/tools/backup/_manifests/tags/" + hostile);
            assertThat(browser.all("img")).isEmpty();
            assertThat(browser.title()).isEqualTo("Registry storage");

            browser.open("http://" + exporter.address() + "/#" + "%3Cimg%20src=x%20onerror=alert(1)%3E");
            assertThat(browser.all("img")).isEmpty();
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void without_scripts_there_is_the_table_and_nothing_that_does_not_work() {
        try (RunningExporter exporter = exporter()) {
            browser.withoutScripts();
            open(exporter);

            assertThat(browser.shown(NAMES)).hasSize(4);
            assertThat(browser.one("#map").isDisplayed()).isFalse();
            assertThat(browser.one("#filter").isDisplayed()).isFalse();
            assertThat(tags()).hasSize(10);
            assertThat(browser.one("#tag-tools").isDisplayed()).isFalse();
        }
    }

    @Test
    void a_phone_need_not_scroll_sideways() {
        try (RunningExporter exporter = exporter()) {
            browser.narrowAsAPhone();
            open(exporter);

            assertThat(browser.evaluate("document.documentElement.clientWidth")).isEqualTo(360L);
            assertThat(browser.evaluate("document.documentElement.scrollWidth")).isEqualTo(360L);
            assertThat(browser.evaluate("(box => box.scrollWidth <= box.clientWidth)"
                            + "(document.getElementById('repositories').parentNode)"))
                    .isEqualTo(true);
            assertThat(browser.evaluate("(box => box.scrollWidth <= box.clientWidth)"
                            + "(document.getElementById('tag-table').parentNode)"))
                    .isEqualTo(true);
            assertThat(browser.shown(NAMES)).hasSize(4);
            browser.picture(PICTURES.resolve("phone.png"));
        }
    }

    @Test
    void it_is_dark_where_people_want_that() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            browser.prefer("light");
            assertThat(background()).isEqualTo("rgb(255, 255, 255)");
            browser.picture(PICTURES.resolve("light.png"));

            browser.prefer("dark");
            assertThat(background()).isEqualTo("rgb(20, 24, 29)");
            browser.picture(PICTURES.resolve("dark.png"));
        }
    }

    @Test
    void ten_thousand_repositories() throws IOException {
        sample.addRepositories(10_000, "app-");
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            assertThat(browser.one("#shown").getText()).isEqualTo("10004 of 10004");

            browser.follow(cell("team-7"));
            assertThat(browser.one("#shown").getText()).isEqualTo("200 of 10004");
            assertThat(browser.all("#treemap .cell")).hasSize(151);
            assertThat(browser.one("#together").getText())
                    .isEqualTo("team-7: 5.1 KiB together, each blob once."
                            + " The parts share blobs, and each part counts them: they add up to 1.0 MiB.");

            heading("Repository").click();
            assertThat(browser.evaluate(
                            "document.querySelector('#repositories tbody tr:not([hidden]) td').textContent"))
                    .isEqualTo("team-7/app-1007");
            assertThat(browser.complaints()).isEmpty();
            browser.picture(PICTURES.resolve("many.png"));

            browser.all("#tag-table th button").get(0).click();
            Await.until(
                    "the list of tags",
                    () -> browser.one("#tag-shown").getText().equals("1 to 100 of 10,010"));
            browser.one("#tag-next").click();
            Await.until(
                    "the list of tags",
                    () -> browser.one("#tag-shown").getText().equals("101 to 200 of 10,010"));
            assertThat(tags()).hasSize(100);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_levers_come_with_their_commands() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);

            assertThat(browser.shown("#levers code"))
                    .contains("registry garbage-collect -m CONFIG", "registry garbage-collect CONFIG");
        }
    }

    @Test
    void the_tags_are_loaded_by_repository_age_and_order() {
        try (RunningExporter exporter = exporter()) {
            open(exporter);
            assertThat(browser.one("#tag-shown").getText()).isEqualTo("the largest 10 of 11");

            browser.one("#tag-repository").sendKeys("WEB");
            Await.until("the list of tags", () -> tags().size() == 4);
            assertThat(browser.one("#tag-shown").getText()).isEqualTo("1 to 4 of 4");
            assertThat(tags()).allMatch(tag -> tag.startsWith("platform/web:"));

            browser.all("#tag-table th button").get(0).click();
            Await.until("the list of tags", () -> tags().indexOf("platform/web:1.1.0") == 0);

            browser.one("#tag-age").sendKeys("over a year ago");
            Await.until("the list of tags", () -> tags().isEmpty());
            assertThat(browser.one("#tag-shown").getText()).isEqualTo("none of them");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_report_as_a_file_works_like_the_page() throws IOException {
        Path file = directory.resolve("report.html");
        Files.writeString(
                file,
                RunningExporter.runToItsEnd(
                                directory.resolve("log"),
                                List.of(),
                                "report",
                                sample.root().toString(),
                                "--format=html")
                        .output());
        browser.open(file.toUri().toString());

        browser.follow(cell("tools"));
        assertThat(browser.shown(NAMES)).containsExactly("tools/backup");
        assertThat(browser.shown("nav a")).isEmpty();

        browser.one("#tag-repository").sendKeys("web");
        Await.until("the list of tags", () -> tags().size() == 4);
        assertThat(browser.one("#tag-shown").getText()).isEqualTo("4 of the 10 that this file has");
        assertThat(browser.complaints()).isEmpty();
    }

    /** In one step, because the page may replace them at any moment. */
    private List<String> tags() {
        return ((List<?>) browser.evaluate(
                        "[...document.querySelectorAll('" + TAGS + "')].map(cell => cell.textContent)"))
                .stream().map(String.class::cast).toList();
    }

    private RunningExporter exporter() {
        return RunningExporter.start(directory.resolve("log"), sample.root());
    }

    private void open(RunningExporter exporter) {
        browser.open("http://" + exporter.address() + "/");
    }

    private WebElement heading(String text) {
        return browser.all("#repositories th button").stream()
                .filter(heading -> heading.getText().startsWith(text))
                .findFirst()
                .orElseThrow();
    }

    private WebElement cell(String label) {
        return browser.all("#treemap a.cell").stream()
                .filter(cell -> cell.getText().lines().findFirst().equals(Optional.of(label)))
                .findFirst()
                .orElseThrow();
    }

    private Object background() {
        return browser.evaluate("getComputedStyle(document.body).backgroundColor");
    }
}
