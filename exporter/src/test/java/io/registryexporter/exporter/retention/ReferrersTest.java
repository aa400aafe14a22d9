package io.registryexporter.exporter.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.TestStorage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signatures and other referrers of an image that goes. */
class ReferrersTest extends PreviewFixture {
    private TestStorage.Repository app;
    private String image;
    private String signatureTag;

    @BeforeEach
    void an_old_image() {
        app = storage.repository("app");
        image = app.push(Manifests.image(10));
        app.tagDigest("old", image).pushedAt("old", longAgo);
        signatureTag = image.replace(':', '-') + ".sig";
    }

    @Test
    void a_signature_is_left_behind() {
        app.tag(signatureTag, Manifests.image(1)).pushedAt(signatureTag, longAgo);

        assertThat(going(preview(OLD))).containsExactly("app:old");
        assertThat(leftBehind(preview(OLD))).containsExactly("app " + signatureTag);
    }

    @Test
    void a_referrer_without_a_tag_is_left_behind() {
        String referrer = app.push(Manifests.referrer(app.config("s"), image));

        assertThat(leftBehind(preview(OLD))).containsExactly("app " + referrer);
    }

    @Test
    void a_signature_goes_along_and_so_does_the_signature_of_the_signature() {
        String signature = app.push(Manifests.image(1));
        app.tagDigest(signatureTag, signature);
        app.tag(signature.replace(':', '-') + ".sig", Manifests.image(2));
        app.push(Manifests.referrer(app.config("s"), signature));

        Preview preview = preview(OLD_WITH_REFERRERS);

        assertThat(preview.digests()).hasSize(4);
        assertThat(leftBehind(preview)).isEmpty();
    }

    @Test
    void a_signature_of_an_image_that_stays_stays_however_old() {
        app.tag("new", Manifests.image(20));
        String newSignature = app.push(Manifests.image(20)).replace(':', '-') + ".sig";
        app.tag(newSignature, Manifests.image(1)).pushedAt(newSignature, longAgo);

        assertThat(going(preview(OLD))).containsExactly("app:old");
        assertThat(going(preview(OLD_WITH_REFERRERS))).containsExactly("app:old");
    }

    @Test
    void signatures_do_not_count_among_the_newest_tags() {
        app.tag(signatureTag, Manifests.image(1));
        RetentionRule newest =
                new RetentionRule(java.util.OptionalInt.of(1), java.util.Optional.empty(), TagPatterns.ALL, false);

        assertThat(preview(newest).digests()).isEmpty();
    }

    @Test
    void a_referrer_with_a_tag_of_its_own_stays_with_that_tag() {
        app.tag("sbom", Manifests.referrer(app.config("s"), image));

        Preview preview = preview(OLD_WITH_REFERRERS);

        assertThat(going(preview)).containsExactly("app:old");
        assertThat(leftBehind(preview)).containsExactly("app sbom");
    }

    @Test
    void the_list_of_referrers_goes_with_what_it_lists() {
        String referrer = app.push(Manifests.referrer(app.config("s"), image));
        app.tag(image.replace(':', '-'), Manifests.index(referrer));

        assertThat(leftBehind(preview(OLD))).containsExactly("app " + referrer, "app " + image.replace(':', '-'));
        assertThat(preview(OLD_WITH_REFERRERS).digests()).hasSize(3);
    }

    @Test
    void a_signature_in_a_repository_of_its_own_belongs_to_the_image_too() {
        storage.repository("signatures").tag(signatureTag, Manifests.image(1));

        assertThat(leftBehind(preview(OLD))).containsExactly("signatures " + signatureTag);
        assertThat(going(preview(OLD_WITH_REFERRERS))).containsExactly("app:old", "signatures:" + signatureTag);
    }

    @Test
    void a_signature_elsewhere_stays_while_any_repository_has_the_image() {
        storage.repository("signatures").tag(signatureTag, Manifests.image(1));
        storage.repository("web").tag("new", Manifests.image(10));

        assertThat(going(preview(OLD_WITH_REFERRERS))).containsExactly("app:old");
        assertThat(leftBehind(preview(OLD))).isEmpty();
    }

    @Test
    void an_orphan_refers_to_an_image_that_no_repository_has() {
        String gone = "sha256:" + "e".repeat(64);
        app.tag(signatureTag, Manifests.image(1));
        app.tag(gone.replace(':', '-') + ".att", Manifests.image(2));
        String referrer = app.push(Manifests.referrer(app.config("s"), gone));

        assertThat(orphans().orElseThrow())
                .extracting(orphan -> orphan.tag()
                        .orElseGet(() -> orphan.digest().orElseThrow().toString()))
                .containsExactly(referrer, gone.replace(':', '-') + ".att");
    }

    @Test
    void signatures_of_the_images_of_an_index_go_along_with_the_index() {
        TestStorage.Repository multi = storage.repository("multi");
        String platform = multi.push(Manifests.image(70));
        multi.tag("old", Manifests.index(platform)).pushedAt("old", longAgo);
        String signature = platform.replace(':', '-') + ".sig";
        multi.tag(signature, Manifests.image(3));

        assertThat(leftBehind(preview(OLD))).contains("multi " + signature);
        assertThat(going(preview(OLD_WITH_REFERRERS))).contains("multi:old", "multi:" + signature);
    }

    @Test
    void signatures_of_an_image_stay_that_another_index_contains() {
        TestStorage.Repository multi = storage.repository("multi");
        String platform = multi.push(Manifests.image(70));
        multi.tag("old", Manifests.index(platform)).pushedAt("old", longAgo);
        multi.tag("new", Manifests.index(platform, multi.push(Manifests.image(80))));
        String signature = platform.replace(':', '-') + ".sig";
        multi.tag(signature, Manifests.image(3));

        assertThat(leftBehind(preview(OLD))).isEmpty();
        assertThat(going(preview(OLD_WITH_REFERRERS))).contains("multi:old").doesNotContain("multi:" + signature);
    }
}
