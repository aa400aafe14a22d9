package io.registryexporter.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which documents are in a file, and what is said of a file that is no YAML. */
class YamlDocumentsTest {

    @Test
    void a_file_has_many_documents_of_which_empty_ones_do_not_count() {
        assertThat(read("---\n# nothing\n---\na: 1\n---\n\n---\nb: 2\n...\n"))
                .extracting(JsonNode::toString)
                .containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void json_is_read_too() {
        assertThat(read("{\"a\": [true, null, 1.5, \"x\"]}"))
                .extracting(JsonNode::toString)
                .containsExactly("{\"a\":[true,null,1.5,\"x\"]}");
    }

    @Test
    void json_may_be_indented_by_tabs() {
        assertThat(read("{\n\t\"a\": {\n\t\t\"b\": 1\n\t}\n}\n"))
                .extracting(JsonNode::toString)
                .containsExactly("{\"a\":{\"b\":1}}");
    }

    @Test
    void json_may_be_a_stream_and_its_errors_have_a_line_too() {
        assertThat(YamlDocuments.of("all.yaml", "{\"a\": 1}\n{\"b\": 2}\n"))
                .extracting(document -> document.content().toString())
                .containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThatThrownBy(() -> read("{\"a\": 1,\n\"b\": }\n"))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("all.yaml, line 2: not YAML or JSON: ");
    }

    @Test
    void an_alias_stands_for_its_anchor_and_a_merge_key_for_its_fields() {
        assertThat(read("x: &x {a: 1, b: 2}\ny: *x\nz: {<<: *x, b: 3}\n"))
                .extracting(JsonNode::toString)
                .containsExactly("{\"x\":{\"a\":1,\"b\":2},\"y\":{\"a\":1,\"b\":2},\"z\":{\"b\":3,\"a\":1}}");
    }

    @Test
    void a_time_and_a_word_such_as_yes_are_texts() {
        assertThat(read("a: 2024-01-01T00:00:00Z\nb: yes\nc: 12:30\n"))
                .extracting(JsonNode::toString)
                .containsExactly("{\"a\":\"2024-01-01T00:00:00Z\",\"b\":\"yes\",\"c\":\"12:30\"}");
    }

    @Test
    void each_document_has_the_line_of_its_beginning() {
        assertThat(YamlDocuments.of("all.yaml", "# head\n---\na: 1\n---\n\nb: 2\n"))
                .extracting(YamlDocuments.Document::place)
                .containsExactly("all.yaml, line 3", "all.yaml, line 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: 1\nb: [1, 2\nc: 3\n", "a: 1\n b: 2\n", "a: 1\nb: @c\n", "a: 1\nb: *unknown\n"})
    void what_is_no_yaml_is_named_with_file_and_line(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ManifestException.class)
                .hasMessageMatching("all\\.yaml, line [23]: not YAML or JSON: .+");
    }

    @Test
    void a_template_is_told_to_be_rendered() {
        assertThatThrownBy(() -> read("# {{ comment }}\nkind: Deployment\n{{- if .Values.x }}\na: {{ .Values.a }}\n"))
                .isInstanceOf(ManifestException.class)
                .hasMessageStartingWith("all.yaml, line 3: a template that is not rendered ({{); render it first");
    }

    @Test
    void a_document_that_contains_itself_is_refused() {
        assertThatThrownBy(() -> read("a: &a\n  b: *a\n")).isInstanceOf(ManifestException.class);
    }

    private static List<JsonNode> read(String text) {
        return YamlDocuments.of("all.yaml", text).stream()
                .map(YamlDocuments.Document::content)
                .toList();
    }
}
