package io.registryexporter.operator.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tag of a registry's image says of its version. */
class ImageReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "registry:2, 2",
        "registry:2.8.3, 2",
        "registry:3, 3",
        "registry:3.0.0-rc.1, 3",
        "registry:v2.8, 2",
        "registry:3-alpine, 3",
        "localhost:5000/registry:2.7@sha256:0123, 2",
        "registry:2@sha256:0123, 2"
    })
    void a_tag_with_a_major_version_says_it(String image, String version) {
        assertThat(ImageReference.of(image).registryVersion()).contains(version);
    }

    @ParameterizedTest
    @CsvSource({
        "registry",
        "registry:latest",
        "registry:edge",
        "registry:20",
        "registry:1",
        "registry:4.0",
        "registry@sha256:2222",
        "localhost:2/registry",
        "nginx:2",
        "''",
        "'@'",
        "':'",
        "'/'"
    })
    void any_other_tag_says_nothing(String image) {
        assertThat(ImageReference.of(Objects.requireNonNullElse(image, "")).registryVersion())
                .isEmpty();
    }
}
