package io.registryexporter.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.simulator.fields.Yaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorsTest {
    private final JsonNode object =
            Yaml.tree("{metadata: {name: one, labels: {a: x, b: ''}}, involvedObject: {kind: Pod}, reason: R}");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a=x",
                "a==x",
                "b=",
                "!c",
                "c!=x",
                "a!=y",
                "a in (x,y)",
                "a notin (y, z)",
                "c notin (x)",
                "a in (x),!c,b"
            })
    void selected_by_labels(String selector) {
        assertThat(Selectors.labels(selector)).accepts(object);
    }

    @ParameterizedTest
    @ValueSource(strings = {"c", "a=y", "!a", "a!=x", "a in (y)", "a notin (x)", "c in ()", "a,c"})
    void not_selected_by_labels(String selector) {
        assertThat(Selectors.labels(selector)).rejects(object);
    }

    @Test
    void selected_by_fields() {
        assertThat(Selectors.fields("metadata.name=one,involvedObject.kind=Pod,reason!=S"))
                .accepts(object);
        assertThat(Selectors.fields("metadata.name=two")).rejects(object);
    }

    @Test
    void only_some_fields_select() {
        assertThatThrownBy(() -> Selectors.fields("spec.replicas=1"))
                .isInstanceOf(ApiError.class)
                .hasMessage("field label not supported: spec.replicas");
    }
}
