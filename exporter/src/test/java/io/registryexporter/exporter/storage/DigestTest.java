package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {
    private static final String HEX = "0123456789abcdef".repeat(4);

    @Test
    void a_sha256_digest_keeps_its_text() {
        assertThat(Digest.parse("sha256:" + HEX).orElseThrow()).hasToString("sha256:" + HEX);
    }

    @Test
    void equal_texts_are_equal_digests() {
        assertThat(Digest.parse("sha256:" + HEX)).isEqualTo(Digest.of("sha256", HEX));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256:abcdef1", "sha512:ab", "sha256+b64:LCa0a2j_xo=", "tarsum.v1+sha256:0f"})
    void short_and_foreign_digests_are_digests_too(String text) {
        assertThat(Digest.parse(text).orElseThrow()).hasToString(text);
    }

    @Test
    void white_space_around_is_allowed() {
        assertThat(Digest.parse(" sha256:" + HEX + "\n")).isEqualTo(Digest.parse("sha256:" + HEX));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sha256",
                "sha256:",
                "sha256:a",
                "sha256:../../etc",
                "../x:abcdef",
                "sha256:ABCDEF12",
                "sha256:0123456789abcdeg",
                "a..b:abcdef",
                "sha256:ab cd",
                "foo:a/b",
                "foo:.."
            })
    void what_could_not_be_a_path_or_a_digest_is_none(String text) {
        assertThat(Digest.parse(text)).isEmpty();
    }

    @Test
    void a_text_of_megabytes_is_none_and_does_no_harm() {
        assertThat(Digest.parse("a.".repeat(1_000_000) + "a:abcd")).isEmpty();
        assertThat(Digest.parse("sha512:" + "a".repeat(4_000_000))).isEmpty();
    }

    @Test
    void upper_case_hex_of_full_length_is_none() {
        assertThat(Digest.parse("sha256:" + HEX.toUpperCase(java.util.Locale.ROOT)))
                .isEmpty();
    }

    @Property
    void no_text_leads_out_of_the_directory_of_its_algorithm(@ForAll String text) {
        Digest.parse(text).ifPresent(digest -> assertThat(digest.encoded()).matches("[A-Za-z0-9=_-]{2,}"));
    }
}
