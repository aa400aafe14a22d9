package io.registryexporter.operator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinitionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the generator of fabric8 7.5 cannot say: the order of the columns, keys of lists, defaults of objects, that a
 * spec is required, and descriptions of Kubernetes' own types. A rule on a component of a record it says twice.
 */
final class CrdAmendments implements CRDPostProcessor {
    private static final List<String> DEFAULTED = List.of("exporter", "monitoring", "rollout");
    private static final String QUANTITY = "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))"
            + "(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";
    private static final Map<String, String> KUBERNETES_TYPES = Map.of(
            "selector", "LabelSelector",
            "env", "EnvVar",
            "resources", "ResourceRequirements",
            "securityContext", "SecurityContext",
            "conditions", "Condition");

    @Override
    public HasMetadata process(HasMetadata crd, String crdSpecVersion) {
        for (CustomResourceDefinitionVersion version :
                ((CustomResourceDefinition) crd).getSpec().getVersions()) {
            version.setAdditionalPrinterColumns(columns());
            amend(version.getSchema().getOpenAPIV3Schema());
        }
        return crd;
    }

    private static List<CustomResourceColumnDefinition> columns() {
        return List.of(
                column("Targets", "integer", ".status.targets", 0, "Workloads that the selector matches"),
                column("Injected", "integer", ".status.injected", 0, "Targets that carry the exporter"),
                column("Ready", "integer", ".status.ready", 0, "Targets whose exporter runs"),
                column(
                        "Reason",
                        "string",
                        ".status.conditions[?(@.type==\"Ready\")].reason",
                        0,
                        "Reason of condition Ready"),
                column("Age", "date", ".metadata.creationTimestamp", 0, "Time since the creation of the resource"),
                column("Image", "string", ".status.workloads[*].image", 1, "Image of the first injected exporter"));
    }

    private static CustomResourceColumnDefinition column(
            String name, String type, String jsonPath, int priority, String description) {
        return new CustomResourceColumnDefinitionBuilder()
                .withName(name)
                .withType(type)
                .withJsonPath(jsonPath)
                .withPriority(priority)
                .withDescription(description)
                .build();
    }

    private static void amend(JSONSchemaProps root) {
        root.setDescription("Which registries get an exporter, and what became of it.");
        root.setRequired(List.of("spec"));
        root.getProperties().remove("beyondBounds");
        JSONSchemaProps spec = root.getProperties().get("spec");
        spec.setDescription("What is wanted.");
        DEFAULTED.forEach(name -> spec.getProperties().get(name).setDefault(emptyObject()));
        Map<String, JSONSchemaProps> monitoring =
                spec.getProperties().get("monitoring").getProperties();
        monitoring.get("podMonitor").setDefault(emptyObject());
        monitoring.get("prometheusRule").setDefault(emptyObject());
        amendSelector(spec.getProperties().get("selector"));
        JSONSchemaProps env =
                spec.getProperties().get("exporter").getProperties().get("env");
        keyed(env, "name");
        CrdBounds.bound(spec);

        JSONSchemaProps status = root.getProperties().get("status");
        status.setDescription("What the operator found and did.");
        keyed(status.getProperties().get("conditions"), "type");
        keyed(status.getProperties().get("workloads"), "kind", "name");
        walk(root, Optional.empty());
    }

    /** What the API server checks of a selector in its own kinds. */
    private static void amendSelector(JSONSchemaProps selector) {
        JSONSchemaProps expression =
                selector.getProperties().get("matchExpressions").getItems().getSchema();
        expression.setRequired(List.of("key", "operator"));
        expression
                .getProperties()
                .get("operator")
                .setEnum(Stream.of("In", "NotIn", "Exists", "DoesNotExist")
                        .<JsonNode>map(TextNode::valueOf)
                        .toList());
        expression.setXKubernetesValidations(List.of(new ValidationRuleBuilder()
                .withRule("self.operator in ['In', 'NotIn'] ? has(self.values) && self.values.size() > 0"
                        + " : !has(self.values) || self.values.size() == 0")
                .withMessage("values must be given for In and NotIn, and must not be for Exists and DoesNotExist")
                .build()));
    }

    private static JsonNode emptyObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static void keyed(JSONSchemaProps list, String... keys) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of(keys));
        list.getItems().getSchema().setRequired(List.of(keys));
    }

    private static void walk(JSONSchemaProps schema, Optional<String> kubernetesType) {
        if (Boolean.TRUE.equals(schema.getXKubernetesIntOrString())) {
            // One that is no quantity could not even be read by the operator.
            schema.setPattern(QUANTITY);
        }
        schema.setXKubernetesValidations(withoutTwins(schema.getXKubernetesValidations()));
        kubernetesType
                .filter(type -> schema.getDescription() == null)
                .ifPresent(type -> schema.setDescription("As in Kubernetes' " + type + "."));
        Optional.ofNullable(schema.getProperties())
                .ifPresent(properties -> properties.forEach((name, property) ->
                        walk(property, kubernetesType.or(() -> Optional.ofNullable(KUBERNETES_TYPES.get(name))))));
        Optional.ofNullable(schema.getAdditionalProperties())
                .flatMap(values -> Optional.ofNullable(values.getSchema()))
                .filter(values -> Boolean.TRUE.equals(values.getXKubernetesIntOrString()))
                .ifPresent(values -> values.setPattern(QUANTITY));
        Optional.ofNullable(schema.getItems())
                .flatMap(items -> Optional.ofNullable(items.getSchema()))
                .filter(items -> items.getProperties() != null)
                .ifPresent(items -> walk(items, kubernetesType));
    }

    private static List<ValidationRule> withoutTwins(List<ValidationRule> rules) {
        return List.copyOf(new LinkedHashSet<>(rules));
    }
}
