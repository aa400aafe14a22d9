package io.registryexporter.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a resource that was read. */
class RegistryExporterTest {
    private static final int MIB = 1 << 20;

    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exporter: {env: [{name: A, value: %s}]}",
                "exporter: {args: [%s]}",
                "exporter: {image: %s}",
                "registry: {container: %s}",
                "registry: {storagePath: /%s}",
                "monitoring: {podMonitor: {labels: {a: %s}}}"
            })
    void a_spec_beyond_all_bounds_is_cut_and_selects_as_before(String part) {
        RegistryExporter resource = read(part.formatted("a".repeat(MIB)));

        assertThat(resource.isBeyondBounds()).isTrue();
        assertThat(serialization.asJson(resource)).hasSizeLessThan(2000);
        assertThat(resource.wanted().selector().getMatchLabels()).containsEntry("app", "registry");
        assertThat(resource.wanted().paused()).isTrue();
        assertThat(resource.wanted().monitoring().podMonitor().enabled()).isFalse();
    }

    @Test
    void a_copy_of_one_that_was_cut_is_still_known_to_be() {
        RegistryExporter resource = read("exporter: {args: [" + "a".repeat(MIB) + "]}");

        assertThat(serialization.clone(resource).isBeyondBounds()).isTrue();
    }

    @Test
    void what_the_definition_lets_in_is_kept_whole() {
        RegistryExporter resource = read("exporter: {env: [{name: A, value: " + "a".repeat(4096) + "}]}");

        assertThat(resource.isBeyondBounds()).isFalse();
        assertThat(resource.wanted().exporter().env().get(0).getValue()).hasSize(4096);
        assertThat(serialization.asJson(resource)).doesNotContain("beyondBounds");
    }

    @Test
    void its_managed_fields_are_dropped() {
        assertThat(read("paused: false").getMetadata().getManagedFields()).isEmpty();
    }

    private RegistryExporter read(String part) {
        return serialization.unmarshal("""
                apiVersion: registryexporter.io/v1alpha1
                kind: RegistryExporter
                metadata:
                  name: rex
                  managedFields: [{manager: kubectl, operation: Apply, fieldsType: FieldsV1, fieldsV1: {"f:spec": {}}}]
                spec:
                  selector: {matchLabels: {app: registry}}
                  %s
                """.formatted(part), RegistryExporter.class);
    }
}
