package io.registryexporter.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which objects are in manifests, and which manifests are refused as the API server would. */
class ManifestReaderTest {
    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: %s}
            spec: {template: {spec: {containers: [{name: a, image: a}]}}}
            """;

    @TempDir
    private Path directory;

    @Test
    void objects_come_from_several_files_and_from_standard_input() throws IOException {
        Path file = Files.writeString(directory.resolve("a.yaml"), DEPLOYMENT.formatted("one"));
        Manifests manifests =
                new ManifestReader(stream(DEPLOYMENT.formatted("two"))).read(List.of(file.toString(), "-"));
        assertThat(names(manifests, "apps", "deployments")).containsExactly("one", "two");
    }

    @Test
    void lists_are_opened_and_items_of_a_list_of_one_kind_have_that_kind() {
        Manifests manifests = read("""
                apiVersion: v1
                kind: List
                items:
                - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
                - apiVersion: v1
                  kind: ConfigMapList
                  items: [{metadata: {name: b}}]
                """);
        assertThat(names(manifests, "", "configmaps")).containsExactly("a", "b");
    }

    @Test
    void an_object_without_a_namespace_is_in_the_default_one() {
        Manifests manifests = read(DEPLOYMENT.formatted("a"));
        assertThat(manifests.list("apps", "deployments", Optional.of("default")))
                .hasSize(1);
        assertThat(manifests.list("apps", "deployments", Optional.of("other"))).isEmpty();
    }

    @Test
    void of_two_objects_with_one_name_the_last_one_counts() {
        Manifests manifests = read("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: '1'}}\n---\n"
                + "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: default}, data: {x: '2'}}");
        assertThat(manifests.list("", "configmaps", Optional.empty()))
                .extracting(found -> found.at("/data/x").asText())
                .containsExactly("2");
    }

    @Test
    void what_is_no_object_of_a_known_kind_is_passed_over() {
        Manifests manifests = read("kind: Chart\n---\nname: values\n---\n{apiVersion: example.org/v1, kind: Widget,"
                + " metadata: {name: a}}\n---\nmetadata: {name: x}\n");
        assertThat(manifests.has("Deployment")).isFalse();
        assertThat(manifests.has("Widget")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"just text", "- a\n- b\n", "5"})
    void a_document_that_is_no_object_is_refused(String text) {
        assertThatThrownBy(() -> read(text))
                .hasMessage("standard input, line 1: not an object of Kubernetes, which has apiVersion and kind");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> new ManifestReader(stream("")).read(List.of("/no/such.yaml")))
                .hasMessage("/no/such.yaml: there is no such file; - stands for standard input");
        assertThatThrownBy(() -> new ManifestReader(stream("")).read(List.of(directory.toString())))
                .hasMessage(directory + ": a directory; name its files, each with -f");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "metadata: {}, spec: {} | Deployment has no metadata.name",
                "metadata: {name: a} | Deployment a has no spec.template.spec.containers",
                "metadata: {name: a}, spec: {template: {spec: {containers: []}}} | Deployment a has no spec.template.spec.containers",
                "metadata: {name: a}, spec: {replicas: many, template: {spec: {containers: [{name: a}]}}}"
                        + " | Deployment a is invalid: spec.replicas: wrong type",
                "metadata: {name: a}, spec: {template: {spec: {containers: [{name: a, env: {b: c}}]}}}"
                        + " | Deployment a is invalid: spec.template.spec.containers[0].env: wrong type"
            })
    void a_workload_that_is_invalid_is_refused(String fields, String message) {
        assertThatThrownBy(() -> read("{apiVersion: apps/v1, kind: Deployment, " + fields + "}"))
                .hasMessage("standard input, line 1: " + message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metadata: {name: '{{ .Release.Name }}'}, spec: {template: {spec: {containers: [{name: a}]}}}",
                "metadata: {name: {{ .Release.Name }}}, spec: {template: {spec: {containers: [{name: a}]}}}",
                "metadata: {name: a}, spec: {template: {spec: {containers: [{name: a, image: '{{ .image }}'}]}}}"
            })
    void a_template_that_is_yaml_is_told_to_be_rendered(String fields) {
        assertThatThrownBy(() -> read("{apiVersion: apps/v1, kind: Deployment, " + fields + "}"))
                .hasMessageContaining("a template that is not rendered");
    }

    @Test
    void a_template_in_the_text_of_a_config_map_is_as_good_as_any_text() {
        Manifests manifests =
                read("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {x: '{{ .Alerts }}'}}");
        assertThat(names(manifests, "", "configmaps")).containsExactly("a");
    }

    @Test
    void a_workload_of_an_old_group_is_the_same() {
        Manifests manifests = read(DEPLOYMENT.formatted("a").replace("apps/v1", "extensions/v1beta1"));
        assertThat(names(manifests, "apps", "deployments")).containsExactly("a");
    }

    private static List<String> names(Manifests manifests, String group, String plural) {
        return manifests
                .list(group, plural, Optional.empty())
                .map(object -> object.at("/metadata/name"))
                .map(JsonNode::asText)
                .toList();
    }

    private static Manifests read(String text) {
        return new ManifestReader(stream(text)).read(List.of("-"));
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
