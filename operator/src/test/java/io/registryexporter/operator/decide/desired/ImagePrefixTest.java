package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which images begin with a prefix. */
class ImagePrefixTest {
    private static final String DIGEST = "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/registry-exporter/, ghcr.io/registry-exporter/exporter:1.0.0",
        "ghcr.io/registry-exporter/, ghcr.io/registry-exporter/a/b",
        "ghcr.io/registry-exporter, ghcr.io/registry-exporter/exporter",
        "ghcr.io/registry-exporter/exporter, ghcr.io/registry-exporter/exporter",
        "ghcr.io/registry-exporter/exporter, ghcr.io/registry-exporter/exporter:1.0.0",
        "ghcr.io/registry-exporter/exporter:1.0.0, ghcr.io/registry-exporter/exporter:1.0.0",
        "ghcr.io, ghcr.io/any/thing",
        "ghcr.io/, ghcr.io/any",
        "mirror:5000, mirror:5000/any",
        "mirror:5000/, mirror:5000/any:1",
        "localhost, localhost/any",
        "localhost/, localhost/any",
        "[::1]:5000, [::1]:5000/any",
        "docker.io, nginx",
        "docker.io/, team/tool:1",
        "docker.io/library/, nginx:1.25",
        "docker.io/library/nginx, docker.io/nginx",
        "docker.io/library/nginx, index.docker.io/library/nginx",
        "index.docker.io/library/nginx, nginx",
        "nginx, nginx:1.25",
        "nginx, docker.io/library/nginx",
        "team/, docker.io/team/tool",
        "team/tool, team/tool:2"
    })
    void an_image_below_it_is_admitted(String prefix, String image) {
        assertThat(admits(prefix, image)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ghcr.io/registry-exporter/, ghcr.io/registry-exporter-evil/x",
        "ghcr.io/registry-exporter, ghcr.io/registry-exporter-evil/x",
        "ghcr.io/registry-exporter, ghcr.io/registry-exporters",
        "ghcr.io/registry-exporter/, ghcr.io/registry-exporter",
        "ghcr.io/registry-exporter/exporter, ghcr.io/registry-exporter/exporter-evil:1",
        "ghcr.io/registry-exporter/exporter, ghcr.io/registry-exporter/exporter.evil",
        "ghcr.io/registry-exporter/exporter:1.0, ghcr.io/registry-exporter/exporter:1.0.1",
        "ghcr.io/registry-exporter/exporter:1.0, ghcr.io/registry-exporter/exporter",
        "ghcr.io, ghcr.io.evil.example/x",
        "ghcr.io, ghcr.io:5000/x",
        "ghcr.io/, ghcr.io:5000/x",
        "ghcr.io, evil.example/ghcr.io/x",
        "ghcr.io/a, GHCR.IO/a/x",
        "ghcr.io/a, ghcr.io/a/../b/x",
        "ghcr.io/a, ghcr.io//a",
        "ghcr.io/a, ghcr.io/a/",
        "ghcr.io/a, https://ghcr.io/a",
        "ghcr.io/a, ' ghcr.io/a'",
        "mirror:5000, mirror:50001/x",
        "mirror:5000, mirror/x",
        "docker.io/library/, team/nginx",
        "docker.io/library/, docker.io.evil.example/library/nginx",
        "docker.io/library/nginx, nginx-evil",
        "docker.io/team, nginx",
        "nginx, team/nginx",
        "nginx, evil.example/library/nginx",
        "nginx:1, nginx:1.25",
        "team/, localhost/team/tool",
        "team/, team:5000/tool"
    })
    void another_image_is_not(String prefix, String image) {
        assertThat(admits(prefix, image)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ghcr.io/a", "ghcr.io/", "ghcr.io"})
    void a_digest_is_a_boundary_too(String prefix) {
        assertThat(admits(prefix, "ghcr.io/a:1" + DIGEST)).isTrue();
        assertThat(admits("ghcr.io/a" + DIGEST, "ghcr.io/a" + DIGEST)).isTrue();
        assertThat(admits("ghcr.io/a" + DIGEST, "ghcr.io/a" + DIGEST.replace('0', '1')))
                .isFalse();
        assertThat(admits(prefix, "ghcr.io/a@evil")).isFalse();
    }

    @Test
    void a_tag_admits_no_digest_because_runtimes_ignore_a_tag_before_a_digest() {
        assertThat(admits("ghcr.io/a:1", "ghcr.io/a:1" + DIGEST)).isFalse();
        assertThat(admits("mirror:5000/a:1", "mirror:5000/a:1" + DIGEST)).isFalse();
        assertThat(admits("mirror:5000/a", "mirror:5000/a:1" + DIGEST)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "//",
                "/a",
                "ghcr.io//a",
                "ghcr.io/a-",
                "ghcr.io/A",
                "ghcr.io/*",
                "https://ghcr.io/",
                "ghcr.io/a b",
                "ghcr.io/a:",
                "ghcr.io/a@sha256:12",
                "ghcr.io:port/a",
                ".*",
                "..",
                "-"
            })
    void what_no_image_begins_with_is_no_prefix(String text) {
        assertThat(ImagePrefix.of(text)).isEmpty();
    }

    private static boolean admits(String prefix, String image) {
        return ImagePrefix.of(prefix).orElseThrow().admits(image);
    }
}
