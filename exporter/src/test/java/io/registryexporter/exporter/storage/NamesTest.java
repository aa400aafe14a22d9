package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b/c", "my-app_1.0/x__y", "a---b", "MixedCase.Example/app", "LOCAL/app", "0"})
    void repository_names_of_the_registry_are_valid(String name) {
        assertThat(RepositoryName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "App", "a/B", "a..b", "a___b", "-a", "a/", "/a", "@eaDir", "lost+found", "a/.nfs01", "ä"})
    void other_repository_names_are_not(String name) {
        assertThat(RepositoryName.isValid(name)).isFalse();
    }

    @Test
    void a_repository_name_has_at_most_255_characters() {
        assertThat(RepositoryName.isValid("a".repeat(255))).isTrue();
        assertThat(RepositoryName.isValid("a".repeat(256))).isFalse();
    }

    @Test
    void a_domain_leads_to_repositories_but_is_none() {
        assertThat(RepositoryName.isValidPrefix("MixedCase.Example")).isTrue();
        assertThat(RepositoryName.isValid("MixedCase.Example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"latest", "_manifests", "link", "current", "V1.0-rc_2", "0"})
    void tag_names_of_the_specification_are_valid(String name) {
        assertThat(TagName.isValid(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".nfs0001", "-a", "a b", "a:b", "ä", "a\n"})
    void other_tag_names_are_not(String name) {
        assertThat(TagName.isValid(name)).isFalse();
    }

    @Test
    void a_tag_name_has_at_most_128_characters() {
        assertThat(TagName.isValid("a".repeat(128))).isTrue();
        assertThat(TagName.isValid("a".repeat(129))).isFalse();
    }
}
