package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    @CsvSource({"sha384, 96", "sha512, 128"})
    void the_other_two_algorithms_of_the_registry_have_digests_of_their_length(String algorithm, int length) {
        String text = algorithm + ":" + "a".repeat(length);
        assertThat(Digest.parse(text).orElseThrow()).hasToString(text);
        assertThat(Digest.parse(text + "a")).isEmpty();
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
                "sha256:abcdef1",
                "sha512:ab",
                "tarsum.v1+sha256:0f",
                " sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n",
                "foo:.."
            })
    void what_the_registry_takes_for_no_digest_is_none(String text) {
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
        Digest.parse(text).ifPresent(digest -> assertThat(digest.encoded()).matches("[0-9a-f]{64,128}"));
    }
}
