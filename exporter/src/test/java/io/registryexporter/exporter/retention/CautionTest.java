package io.registryexporter.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays because a deletion would reach further than the rule, or because something is not known. */
class CautionTest extends PreviewFixture {
    private static final RetentionRule NEWEST =
            new RetentionRule(OptionalInt.of(1), Optional.empty(), TagPatterns.ALL, false);

    @TempDir
    private Path elsewhere;

    private TestStorage.Repository app;

    @BeforeEach
    void three_tags() {
        app = storage.repository("app");
        app.tag("v1", Manifests.image(10)).pushedAt("v1", longAgo);
        app.tag("v2", Manifests.image(20)).pushedAt("v2", longAgo.plusSeconds(1));
        app.tag("v3", Manifests.image(30, 40)).pushedAt("v3", longAgo.plusSeconds(2));
    }

    @Test
    void a_broken_tag_takes_no_place_among_the_newest() {
        breakNewest();

        assertThat(going(preview(NEWEST))).containsExactly("app:v1");
    }

    @Test
    void nothing_goes_where_it_is_not_known_which_tags_are_broken() throws IOException {
        breakNewest();
        Path layers = storage.v2().resolve(app.path() + "/_layers");
        Files.move(layers, elsewhere.resolve("layers"));
        Files.createSymbolicLink(layers, elsewhere.resolve("layers"));

        Preview preview = preview(NEWEST);

        assertThat(preview.digests()).isEmpty();
        assertThat(staying(preview))
                .contains("app:v1 unknown whether each tag can be pulled whole")
                .contains("app:v2 unknown whether each tag can be pulled whole");
        assertThat(preview.caution())
                .hasValueSatisfying(text -> assertThat(text).contains("though the rule lets them go, such as v1"));
    }

    @Test
    void age_alone_does_not_ask_which_tags_are_broken() throws IOException {
        Path layers = storage.v2().resolve(app.path() + "/_layers");
        Files.move(layers, elsewhere.resolve("layers"));
        Files.createSymbolicLink(layers, elsewhere.resolve("layers"));

        assertThat(going(preview(OLD))).containsExactly("app:v1", "app:v2", "app:v3");
    }

    @Test
    void nothing_goes_in_a_repository_that_has_another_name() {
        storage.symlink("repositories/alias", Path.of("app"));
        storage.repository("other").tag("old", Manifests.image(50)).pushedAt("old", longAgo);

        assertThat(going(preview(OLD))).containsExactly("other:old");
        assertThat(staying(preview(OLD)))
                .contains("app:v1 unknown DELETE here deletes in alias too")
                .contains("alias:v1 unknown DELETE here deletes in app too");
    }

    @Test
    void nothing_goes_in_repositories_that_share_their_tags_alone() {
        storage.write("repositories/other/_manifests/revisions/.keep", "");
        storage.symlink("repositories/other/_manifests/tags", Path.of("../../app/_manifests/tags"));

        assertThat(preview(OLD).digests()).isEmpty();
    }

    @Test
    void a_manifest_stays_that_the_revision_of_another_digest_leads_to() {
        String old = app.push(Manifests.image(10));
        String alias = "sha256:" + "a".repeat(64);
        storage.write(app.revisionLink(alias), old);
        app.tagDigest("keep", alias);

        assertThat(going(preview(OLD))).containsExactly("app:v2", "app:v3");
        assertThat(staying(preview(OLD))).contains("app:v1 same_manifest keep");
    }

    @Test
    void an_orphan_stays_for_its_image_may_be_in_another_registry() {
        String orphan = "sha256-" + "c".repeat(64) + ".sig";
        app.tag(orphan, Manifests.image(1)).pushedAt(orphan, longAgo);
        RetentionRule signatures = new RetentionRule(
                OptionalInt.empty(),
                Optional.of(AGE),
                new TagPatterns(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Pattern.compile("sha256-.*")),
                        Optional.empty()),
                true);

        assertThat(staying(preview(signatures))).containsExactly("app:" + orphan + " orphan sha256:" + "c".repeat(64));
    }

    @Test
    void what_can_be_read_whole_needs_no_caution() {
        assertThat(preview(OLD).caution()).isEmpty();
        assertThat(preview(OLD).complete()).isTrue();
    }

    /** By one of its layers, whose link is missing. */
    private void breakNewest() {
        storage.delete(app.layerLink(Manifests.layer(40)));
    }
}
