package io.registryexporter.exporter.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.build.BuildInfo;
import io.registryexporter.exporter.fixture.Inventories;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Tag;
import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.RepositoryOrder;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the document says, without a browser; {@code PageIT} looks at it in one. */
class PageTest {
    private static final String MARKUP = "\"><script>alert(1)</script>'&";
    private static final Instant NOW = Instant.parse("2026-02-01T00:00:00Z");

    private final Page page = Page.load();

    @Test
    void figures_and_repositories_are_there_without_a_script() {
        String html = served(Inventories.of(List.of(
                Inventories.repository("library/nginx", 1234, List.of(new Tag("v1", 3, 2048, 0, 0)), List.of()))));

        assertThat(html)
                .contains("<td>library/nginx</td>", "data-v=\"1234\">1,234</td>", "<td>library/nginx:v1</td>")
                .contains(
                        "<dt>Stored</dt><dd>500 B",
                        "40.0% of 1000 B",
                        "<dt>Reclaimable with -m</dt><dd>30 B <small>2 blobs");
    }

    @Test
    void what_names_and_paths_hold_is_text_and_never_markup() {
        String html = served(Inventories.of(
                List.of(Inventories.repository(MARKUP, 1, List.of(new Tag(MARKUP, 1, 1, 0, 0)), List.of())),
                new Damage(DamageReason.STRAY, Optional.empty(), MARKUP)));

        assertThat(html).doesNotContain("<script>alert", MARKUP);
        assertThat(html).contains("<td>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&amp;</td>");
    }

    @Test
    void its_style_and_its_script_are_allowed_by_their_hashes_and_nothing_else_is() throws Exception {
        String html = served(Inventories.of(List.of()));

        assertThat(page.headerPolicy())
                .startsWith("default-src 'none'")
                .contains("style-src '" + hashOf(html, "style") + "'", "script-src '" + hashOf(html, "script") + "'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(html).doesNotContain("style=\"", "onclick", "http://", "https://");
    }

    @Test
    void a_file_carries_its_policy_and_links_to_no_endpoint() {
        StringWriter out = new StringWriter();
        page.writeFile(content(Optional.empty(), Inventories.of(List.of())), out);

        assertThat(out.toString())
                .contains("<meta http-equiv=\"Content-Security-Policy\"")
                .doesNotContain("frame-ancestors", "/-/healthy");
    }

    @Test
    void an_exporter_links_its_endpoints() {
        assertThat(served(Inventories.of(List.of()))).contains("href=\"/metrics\"", "href=\"/-/ready\"");
    }

    @Test
    void before_the_first_scan_there_is_a_notice_and_no_table() {
        StringWriter out = new StringWriter();
        page.write(
                new PageContent(build(), Optional.of("/m"), List.of("Under way & running."), Optional.empty(), NOW),
                out);

        assertThat(out.toString()).contains("Under way &amp; running.").doesNotContain("<table");
    }

    @Test
    void a_flood_of_damage_is_cut_and_counted() {
        Damage[] damages = IntStream.range(0, 1700)
                .mapToObj(i -> new Damage(DamageReason.STRAY, Optional.empty(), "blobs/stray-" + i))
                .toArray(Damage[]::new);

        String html = served(Inventories.of(List.of(), damages));

        assertThat(Pattern.compile("<td>blobs/stray-").matcher(html).results().count())
                .isEqualTo(500);
        assertThat(html).contains("And 1,200 more: <code>registry-exporter check /v2</code>");
    }

    @Test
    void it_tells_the_order_and_that_not_all_are_listed() {
        Inventory two = Inventories.of(List.of(
                Inventories.repository("a", 1, List.of(), List.of()),
                Inventories.repository("b", 1, List.of(), List.of())));
        Report report = Report.of(two, "/v2", NOW, new Report.Extent(RepositoryOrder.NAME, 1, 10));
        StringWriter out = new StringWriter();
        page.writeFile(new PageContent(build(), Optional.empty(), List.of(), Optional.of(report), NOW), out);

        // The third is the one that has an upload and nothing else.
        assertThat(out.toString()).contains("data-order=\"name\"", "1 of 3 are listed, by name.");
    }

    @Test
    void what_could_not_be_read_is_reported_and_not_guessed() {
        String html = served(Inventories.of(
                List.of(Inventories.repository("a", 1, List.of(), List.of())),
                new Damage(DamageReason.ACCESS_DENIED, Optional.empty(), "repositories/secret")));

        assertThat(html).contains("<dt>Reclaimable</dt><dd>unknown", "data-v=\"\">?</td>");
    }

    private static String hashOf(String html, String element) throws Exception {
        Matcher matcher = Pattern.compile("<" + element + ">(.*)</" + element + ">", Pattern.DOTALL)
                .matcher(html);
        assertThat(matcher.find()).isTrue();
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(matcher.group(1).getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private String served(Inventory inventory) {
        StringWriter out = new StringWriter();
        page.write(content(Optional.of("/metrics"), inventory), out);
        return out.toString();
    }

    private static PageContent content(Optional<String> telemetryPath, Inventory inventory) {
        Report report = Report.of(inventory, "/v2", NOW, new Report.Extent(RepositoryOrder.STORED, 10, 10));
        return new PageContent(build(), telemetryPath, List.of(), Optional.of(report), NOW);
    }

    private static BuildInfo build() {
        return new BuildInfo("1.2.3", "abc", "17");
    }
}
