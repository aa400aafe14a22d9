package io.registryexporter.operator.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How large a spec may be: every list, text and map has a bound, beyond what any honest spec needs, so that the resources
 * of one namespace cannot use up the operator's memory.
 */
final class CrdBounds {
    private static final long NAME = 253;
    private static final long LABEL_VALUE = 63;
    private static final long ENTRIES = 16;
    private static final int ARGUMENTS_TOGETHER = 4096;
    private static final int ENVIRONMENT_TOGETHER = 6144;
    private static final int REFERENCES = 16;
    private static final int WHOLE_KIB = 16;

    /** A prefix, a slash, a name. */
    private static final int KEY = 317;

    private static final Map<String, Long> LENGTHS = Map.ofEntries(
            Map.entry("args[]", 1024L),
            Map.entry("image", 512L),
            Map.entry("scanInterval", 64L),
            Map.entry("interval", 64L),
            Map.entry("storagePath", 1024L),
            Map.entry("value", 4096L),
            Map.entry("gmsaCredentialSpec", 4096L),
            Map.entry("matchLabels{}", LABEL_VALUE),
            Map.entry("labels{}", LABEL_VALUE),
            Map.entry("values[]", LABEL_VALUE),
            Map.entry("limits{}", LABEL_VALUE),
            Map.entry("requests{}", LABEL_VALUE),
            // The operator keeps annotations of a pod template up to 1024 UTF-16 units.
            Map.entry("podAnnotations{}", 512L),
            Map.entry("divisor", LABEL_VALUE),
            Map.entry("add[]", LABEL_VALUE),
            Map.entry("drop[]", LABEL_VALUE));

    private static final String SCRAPE = "['prometheus.io/scrape', 'prometheus.io/port', 'prometheus.io/path']";

    private static final Map<String, Long> ITEMS = Map.of(
            "args", 64L, "env", 64L, "claims", 8L, "add", 48L, "drop", 48L, "matchExpressions", 8L, "values", 32L);

    private CrdBounds() {}

    static void bound(JSONSchemaProps spec) {
        bound("spec", spec);
        Map<String, JSONSchemaProps> exporter =
                spec.getProperties().get("exporter").getProperties();
        add(
                exporter.get("args"),
                "self.map(arg, arg.size()).sum() <= " + ARGUMENTS_TOGETHER,
                "args must not be longer than " + ARGUMENTS_TOGETHER + " characters together");
        JSONSchemaProps env = exporter.get("env");
        add(
                env,
                "self.map(e, e.name.size() + (has(e.value) ? e.value.size() : 0)).sum() <= " + ENVIRONMENT_TOGETHER,
                "names and values of env must not be longer than " + ENVIRONMENT_TOGETHER
                        + " characters together; keep what is longer in a ConfigMap, and refer to it");
        add(
                env,
                "self.filter(e, has(e.valueFrom)).size() <= " + REFERENCES,
                "env must not hold more than " + REFERENCES + " entries with valueFrom");
        env.getItems().getSchema().getProperties().get("valueFrom").setMaxProperties(1L);
        add(
                spec,
                "!(has(self.exporter) && has(self.exporter.podAnnotations) && has(self.monitoring)"
                        + " && has(self.monitoring.scrapeAnnotations) && self.monitoring.scrapeAnnotations"
                        + " && self.exporter.podAnnotations.exists(key, key in " + SCRAPE + "))",
                "podAnnotations must not have prometheus.io/scrape, prometheus.io/port or prometheus.io/path where"
                        + " monitoring.scrapeAnnotations is true, which sets them");
        add(
                spec,
                CrdSize.of("self", spec) + " < " + (WHOLE_KIB << 10),
                "spec must be smaller than " + WHOLE_KIB
                        + " KiB; keep what is long in exporter.env in a ConfigMap, and refer to it");
    }

    private static void bound(String name, JSONSchemaProps schema) {
        boolean text = "string".equals(schema.getType()) || Boolean.TRUE.equals(schema.getXKubernetesIntOrString());
        if (text && schema.getEnum().isEmpty()) {
            schema.setMaxLength(LENGTHS.getOrDefault(name, NAME));
        }
        Optional.ofNullable(schema.getItems()).ifPresent(items -> {
            schema.setMaxItems(Objects.requireNonNull(ITEMS.get(name), name));
            bound(name + "[]", items.getSchema());
        });
        Optional.ofNullable(schema.getAdditionalProperties()).ifPresent(values -> {
            schema.setMaxProperties(ENTRIES);
            add(
                    schema,
                    "self.all(key, key.size() <= " + KEY + ")",
                    "keys of " + name + " must not be longer than " + KEY + " characters");
            bound(name + "{}", values.getSchema());
        });
        Optional.ofNullable(schema.getProperties()).ifPresent(properties -> properties.forEach(CrdBounds::bound));
    }

    private static void add(JSONSchemaProps schema, String rule, String message) {
        List<ValidationRule> rules = new ArrayList<>(schema.getXKubernetesValidations());
        rules.add(
                new ValidationRuleBuilder().withRule(rule).withMessage(message).build());
        schema.setXKubernetesValidations(rules);
    }
}
