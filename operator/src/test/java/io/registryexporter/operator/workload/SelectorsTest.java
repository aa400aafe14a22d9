package io.registryexporter.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a selector means; where it means nothing it matches nothing, for a match restarts a registry. */
class SelectorsTest {
    private static final Map<String, String> LABELS = Map.of("app", "registry", "tier", "storage", "empty", "");

    @Test
    void an_empty_selector_matches_nothing() {
        assertThat(Selectors.matches(new LabelSelector(), LABELS)).isFalse();
        assertThat(Selectors.matches(new LabelSelector(null, null), LABELS)).isFalse();
        assertThat(Selectors.matches(new LabelSelector(), Map.of())).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "app, registry, true",
        "app, Registry, false",
        "app, regis, false",
        "app, '', false",
        "empty, '', true",
        "missing, '', false",
        "missing, x, false"
    })
    void a_label_matches_by_its_whole_value(String label, String value, boolean matches) {
        LabelSelector selector =
                new LabelSelectorBuilder().addToMatchLabels(label, value).build();
        assertThat(Selectors.matches(selector, LABELS)).isEqualTo(matches);
    }

    @Test
    void all_labels_have_to_match() {
        LabelSelector selector = new LabelSelectorBuilder()
                .addToMatchLabels("app", "registry")
                .addToMatchLabels("tier", "web")
                .build();
        assertThat(Selectors.matches(selector, LABELS)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "app, In, registry|mirror, true",
        "app, In, mirror, false",
        "missing, In, registry, false",
        "app, NotIn, mirror, true",
        "app, NotIn, registry|mirror, false",
        "missing, NotIn, registry, true",
        "app, Exists, , true",
        "empty, Exists, , true",
        "missing, Exists, , false",
        "missing, DoesNotExist, , true",
        "app, DoesNotExist, , false"
    })
    void an_expression_matches_as_in_kubernetes(String key, String operator, String values, boolean matches) {
        List<String> given = values == null ? List.of() : List.of(values.split("\\|", -1));
        assertThat(Selectors.matches(expression(key, operator, given), LABELS)).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"In", "NotIn"})
    void an_expression_that_lacks_its_values_matches_nothing(String operator) {
        assertThat(Selectors.matches(expression("app", operator, List.of()), LABELS))
                .isFalse();
        assertThat(Selectors.matches(expression("app", operator, null), LABELS)).isFalse();
        assertThat(Selectors.matches(expression("missing", operator, null), LABELS))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"In", "NotIn", "Exists", "DoesNotExist"})
    void an_expression_that_lacks_its_key_matches_nothing(String operator) {
        assertThat(Selectors.matches(expression(null, operator, List.of("x")), Map.copyOf(LABELS)))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "in", "Equals"})
    void an_operator_that_does_not_exist_matches_nothing(String operator) {
        assertThat(Selectors.matches(expression("app", operator, List.of("registry")), LABELS))
                .isFalse();
        assertThat(Selectors.matches(expression("app", null, List.of("registry")), LABELS))
                .isFalse();
    }

    @Test
    void labels_and_expressions_both_have_to_match() {
        LabelSelector selector = new LabelSelectorBuilder(expression("tier", "NotIn", List.of("storage")))
                .addToMatchLabels("app", "registry")
                .build();
        assertThat(Selectors.matches(selector, LABELS)).isFalse();
    }

    private static LabelSelector expression(String key, String operator, List<String> values) {
        return new LabelSelectorBuilder()
                .withMatchExpressions(new LabelSelectorRequirement(key, operator, values))
                .build();
    }
}
