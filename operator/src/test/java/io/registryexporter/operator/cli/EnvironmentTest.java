package io.registryexporter.operator.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.decide.desired.AllowedImages;
import io.registryexporter.operator.run.CannotRunException;
import io.registryexporter.operator.run.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator's environment variables. */
class EnvironmentTest {

    @Test
    void nothing_said_is_the_default() {
        assertThat(settings(Map.of()))
                .isEqualTo(new Settings(Set.of(), "ghcr.io/registry-exporter/exporter:1.2.3", true, 8081));
        assertThat(environment(Map.of()).logLevel()).isEqualTo(LogLevel.INFO);
        assertThat(environment(Map.of()).logFormat()).isEqualTo(LogFormat.LOGFMT);
    }

    @Test
    void an_empty_variable_is_as_good_as_none() {
        assertThat(settings(Map.of(
                        "WATCH_NAMESPACES", "",
                        "EXPORTER_IMAGE", " ",
                        "LEADER_ELECTION", "",
                        "METRICS_PORT", "")))
                .isEqualTo(settings(Map.of()));
        assertThat(environment(Map.of("LOG_LEVEL", "", "LOG_FORMAT", " ")).logLevel())
                .isEqualTo(LogLevel.INFO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", " a , b ", "b,a,", ",a,,b", "a,b,a"})
    void namespaces_stand_with_commas_between_them(String text) {
        assertThat(settings(Map.of("WATCH_NAMESPACES", text)).namespaces()).isEqualTo(Set.of("a", "b"));
    }

    @Test
    void commas_alone_are_all_namespaces() {
        assertThat(settings(Map.of("WATCH_NAMESPACES", " , ,")).namespaces()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Team", "a b", "a;b", "*", "-a", "a-", "a.b", "команда"})
    void what_is_no_name_of_a_namespace_is_refused(String text) {
        assertRefused("WATCH_NAMESPACES", text, "names of namespaces with commas between them");
    }

    @Test
    void the_image_is_taken_as_it_is() {
        assertThat(settings(Map.of("EXPORTER_IMAGE", " mirror.example.org:5000/exporter@sha256:0123 "))
                        .exporterImage())
                .isEqualTo("mirror.example.org:5000/exporter@sha256:0123");
    }

    @Test
    void an_image_with_spaces_is_refused() {
        assertRefused("EXPORTER_IMAGE", "exporter: 1", "the name of an image");
    }

    @Test
    void leader_election_can_be_left_out() {
        assertThat(settings(Map.of("LEADER_ELECTION", "false")).leaderElection())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no", "0", "False", "yes"})
    void leader_election_is_true_or_false(String text) {
        assertRefused("LEADER_ELECTION", text, "true or false");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9100, 9100", "65535, 65535"})
    void the_port_is_a_number(String text, int port) {
        assertThat(settings(Map.of("METRICS_PORT", text)).metricsPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"65536", "-1", "http", "80 81", "8081/tcp", "99999999999", "٨٠", "tcp://10.0.0.1:80"})
    void what_is_no_port_is_refused(String text) {
        assertRefused("METRICS_PORT", text, "a port from 0 to 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "ALLOW_VALUE_FROM, false, true, true",
        "ALLOW_SECURITY_CONTEXT, true, false, true",
        "ALLOW_ANY_ARGS, true, true, false"
    })
    void what_a_resource_may_ask_for_is_bounded_one_by_one(
            String variable, boolean valueFrom, boolean securityContext, boolean anyArgs) {
        assertThat(settings(Map.of(variable, "false")).allowed())
                .isEqualTo(new AllowedExporters(Optional.empty(), valueFrom, securityContext, anyArgs));
        assertRefused(variable, "no", "true or false");
    }

    @Test
    void prefixes_of_images_stand_with_commas_between_them() {
        assertThat(settings(Map.of("ALLOWED_IMAGE_PREFIXES", " ghcr.io/a/ , nginx,"))
                        .allowed())
                .isEqualTo(new AllowedExporters(
                        AllowedImages.of(
                                List.of("ghcr.io/a/", "docker.io/library/nginx"),
                                "ghcr.io/registry-exporter/exporter:1.2.3"),
                        true,
                        true,
                        true));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", " , ", "ghcr.io/a/,*", "https://ghcr.io/"})
    void what_names_no_image_does_not_allow_all_of_them(String text) {
        assertRefused(
                "ALLOWED_IMAGE_PREFIXES",
                text.strip(),
                "a list of registries, paths or images, such as ghcr.io/registry-exporter/ or docker.io/library/; give them"
                        + " with commas between them");
    }

    @Test
    void level_and_format_are_known_in_any_case() {
        assertThat(environment(Map.of("LOG_LEVEL", "DEBUG")).logLevel()).isEqualTo(LogLevel.DEBUG);
        assertThat(environment(Map.of("LOG_FORMAT", "Json")).logFormat()).isEqualTo(LogFormat.JSON);
    }

    @Test
    void an_unknown_level_or_format_is_refused_with_those_that_there_are() {
        assertThatThrownBy(() -> environment(Map.of("LOG_LEVEL", "loud")).logLevel())
                .isInstanceOf(CannotRunException.class)
                .hasMessage("environment variable LOG_LEVEL must be one of [debug, info, warn, error]");
        assertThatThrownBy(() -> environment(Map.of("LOG_FORMAT", "xml")).logFormat())
                .isInstanceOf(CannotRunException.class)
                .hasMessage("environment variable LOG_FORMAT must be one of [logfmt, json]");
    }

    private static void assertRefused(String variable, String text, String wanted) {
        assertThatThrownBy(() -> settings(Map.of(variable, text)))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("environment variable " + variable + " must be " + wanted);
    }

    private static Settings settings(Map<String, String> variables) {
        return environment(variables).settings();
    }

    private static Environment environment(Map<String, String> variables) {
        return new Environment(variables, "1.2.3");
    }
}
