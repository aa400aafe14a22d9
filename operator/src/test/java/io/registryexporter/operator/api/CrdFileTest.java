package io.registryexporter.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrdFileTest {
    private static final Path FILE = Path.of("..", "crds", "registryexporters.registryexporter.io-v1.yml");

    @TempDir
    private static Path directory;

    private static String generated = "";

    @BeforeAll
    static void generate() throws IOException {
        generated = GeneratedCrd.yaml(directory);
    }

    @Test
    void the_file_in_crds_is_what_the_types_say() {
        assertThat(FILE).as("stale: run make crd").hasContent(generated);
    }

    @Test
    void the_columns_stand_in_the_order_of_the_contract() {
        assertThat(version().getAdditionalPrinterColumns())
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly("Targets", "Injected", "Ready", "Reason", "Age", "Image");
        assertThat(version().getAdditionalPrinterColumns())
                .filteredOn(column -> column.getPriority() > 0)
                .extracting(CustomResourceColumnDefinition::getName)
                .containsExactly("Image");
    }

    @Test
    void conditions_are_a_map_by_type_and_workloads_by_kind_and_name() {
        Map<String, JSONSchemaProps> status =
                schema().getProperties().get("status").getProperties();
        assertThat(status.get("conditions").getXKubernetesListMapKeys()).containsExactly("type");
        assertThat(status.get("workloads").getXKubernetesListMapKeys()).containsExactly("kind", "name");
    }

    @Test
    void every_field_has_a_description() {
        assertDescribed("", schema());
    }

    @Test
    void no_rule_is_said_twice() {
        JSONSchemaProps exporter =
                schema().getProperties().get("spec").getProperties().get("exporter");
        assertThat(exporter.getProperties().get("port").getXKubernetesValidations())
                .hasSize(1);
    }

    @Test
    void every_list_text_and_map_of_the_spec_is_bounded() {
        assertBounded("spec", schema().getProperties().get("spec"));
    }

    private static void assertBounded(String path, JSONSchemaProps schema) {
        boolean text = "string".equals(schema.getType()) || Boolean.TRUE.equals(schema.getXKubernetesIntOrString());
        if (text && schema.getEnum().isEmpty()) {
            assertThat(schema.getMaxLength()).as(path).isPositive();
        }
        Optional.ofNullable(schema.getItems()).ifPresent(items -> {
            assertThat(schema.getMaxItems()).as(path).isPositive();
            assertBounded(path + "[]", items.getSchema());
        });
        Optional.ofNullable(schema.getAdditionalProperties()).ifPresent(values -> {
            assertThat(schema.getMaxProperties()).as(path).isPositive();
            assertBounded(path + "{}", values.getSchema());
        });
        Optional.ofNullable(schema.getProperties())
                .ifPresent(properties ->
                        properties.forEach((name, property) -> assertBounded(path + "." + name, property)));
    }

    private static void assertDescribed(String path, JSONSchemaProps schema) {
        Optional.ofNullable(schema.getProperties()).orElse(Map.of()).forEach((name, property) -> {
            assertThat(property.getDescription()).as(path + "." + name).isNotBlank();
            assertDescribed(path + "." + name, property);
        });
        Optional.ofNullable(schema.getItems()).ifPresent(items -> assertDescribed(path + "[]", items.getSchema()));
    }

    private static JSONSchemaProps schema() {
        return version().getSchema().getOpenAPIV3Schema();
    }

    private static CustomResourceDefinitionVersion version() {
        return new KubernetesSerialization()
                .unmarshal(generated, CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .get(0);
    }
}
