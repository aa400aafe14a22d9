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
        "registry:2@sha256:0123, 2",
        "cdkbot/registry-amd64:2.6, 2",
        "goharbor/registry-photon:v2.13.0, 2",
        "goharbor/registry-photon:v2.15.2-rc1, 2",
        "goharbor/registry-photon:v1.10.18, 2",
        "mirror.example.org/hub/goharbor/registry-photon:v2.0.0, 2",
        "bitnami/harbor-registry:2.13.2-debian-12-r3, 2"
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
        "joxit/docker-registry-ui:2.5.7",
        "goharbor/harbor-registryctl:v2.13.0",
        "goharbor/registry-photon:v2.16.0",
        "openshift/origin-docker-registry:v3.11",
        "example.org/acme-docker-registry:2.1",
        "goharbor/registry-photon:v3.0.0",
        "goharbor/registry-photon:dev",
        "cgr.dev/chainguard/harbor-registry:2.13",
        "registry.gitlab.com/gitlab-org/build/cng/gitlab-container-registry:v3.86.2-gitlab",
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
