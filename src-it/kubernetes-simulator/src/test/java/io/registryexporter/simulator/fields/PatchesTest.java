package io.registryexporter.simulator.fields;

import static io.registryexporter.simulator.fields.Yaml.tree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class PatchesTest {

    @Test
    void a_merge_patch_deletes_by_null_and_replaces_lists() {
        JsonNode merged = MergePatch.apply(tree("{a: 1, b: [1, 2], c: {d: 1}}"), tree("{a: null, b: [3], c: {e: 2}}"));

        assertThat(merged).isEqualTo(tree("{b: [3], c: {d: 1, e: 2}}"));
    }

    @Test
    void a_json_patch_adds_moves_and_removes() {
        JsonNode patched = JsonPatchDocument.apply(tree("{list: [1, 2], a: x, '~/': y}"), tree("""
                - {op: add, path: /list/1, value: 9}
                - {op: add, path: /list/-, value: 3}
                - {op: move, from: /a, path: /b}
                - {op: remove, path: /~0~1}
                - {op: test, path: /list/0, value: 1}
                - {op: replace, path: /list/0, value: 0}
                """));

        assertThat(patched).isEqualTo(tree("{list: [0, 9, 2, 3], b: x}"));
    }

    @Test
    void a_json_patch_does_not_make_parents_and_does_not_pass_a_failing_test() {
        assertThatThrownBy(() -> JsonPatchDocument.apply(tree("{}"), tree("[{op: add, path: /a/b, value: 1}]")))
                .isInstanceOf(PatchFailure.class);
        assertThatThrownBy(() -> JsonPatchDocument.apply(tree("{a: 1}"), tree("[{op: test, path: /a, value: 2}]")))
                .isInstanceOf(PatchFailure.class);
    }

    @Test
    void a_strategic_patch_merges_by_keys_and_deletes_by_directive() {
        JsonNode patched = strategic(
                "[{name: a, image: x, env: [{name: E, value: '1'}]}, {name: b, image: y}]",
                "[{name: b, $patch: delete}, {name: a, env: [{name: F, value: '2'}]}]");

        assertThat(patched)
                .isEqualTo(tree("[{name: a, image: x, env: [{name: F, value: '2'}, {name: E, value: '1'}]}]"));
    }

    @Test
    void a_strategic_patch_replaces_by_directive() {
        assertThat(strategic("[{name: a}, {name: b}]", "[{$patch: replace}, {name: c}]"))
                .isEqualTo(tree("[{name: c}]"));
    }

    @Test
    void a_strategic_patch_orders_what_it_names() {
        JsonNode patched = StrategicPatch.apply(
                tree("{containers: [{name: a}, {name: b}, {name: other}]}"),
                tree("{$setElementOrder/containers: [{name: b}, {name: a}], containers: [{name: a, image: x}]}"),
                BuiltInShape.root());

        assertThat(patched).isEqualTo(tree("{containers: [{name: b}, {name: a, image: x}, {name: other}]}"));
    }

    @Test
    void a_strategic_patch_keeps_only_retained_keys() {
        JsonNode patched = StrategicPatch.apply(
                tree("{strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1}}}"),
                tree("{strategy: {$retainKeys: [type], type: Recreate}}"),
                BuiltInShape.root());

        assertThat(patched).isEqualTo(tree("{strategy: {type: Recreate}}"));
    }

    @Test
    void a_strategic_patch_deletes_from_sets() {
        JsonNode patched = StrategicPatch.apply(
                tree("{metadata: {finalizers: [a, b]}}"),
                tree("{metadata: {$deleteFromPrimitiveList/finalizers: [a], finalizers: [c]}}"),
                BuiltInShape.root());

        assertThat(patched.at("/metadata/finalizers")).containsExactlyInAnyOrder(tree("b"), tree("c"));
    }

    private static JsonNode strategic(String containers, String patch) {
        return StrategicPatch.apply(
                        tree("{containers: " + containers + "}"),
                        tree("{containers: " + patch + "}"),
                        BuiltInShape.root())
                .path("containers");
    }
}
