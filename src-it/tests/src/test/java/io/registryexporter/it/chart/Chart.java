package io.registryexporter.it.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The chart, rendered by Helm. */
final class Chart {
    static final Path DIRECTORY = Path.of(System.getProperty("project.root"), "deploy/helm/registry-exporter-operator");
    static final String NAMESPACE = "registry-exporter-system";
    static final String RELEASE = "registry-exporter-operator";

    private static final Pattern END = Pattern.compile("(?m)^---\\s*$");
    private static final KubernetesSerialization YAML = new KubernetesSerialization();

    private Chart() {}

    static Helm helm() {
        return new Helm(DIRECTORY);
    }

    /** The objects by their kind and name, with these values. */
    static Map<String, JsonNode> rendered(String namespace, Map<String, ?> values) {
        TemplateCommand template =
                helm().template().withName(RELEASE).withNamespace(namespace).withKubeVersion("1.34.0");
        values.forEach(template::set);
        return objects(template.call());
    }

    /** The objects with the values of a file. */
    static Map<String, JsonNode> rendered(String namespace, Path values) {
        return objects(helm().template()
                .withName(RELEASE)
                .withNamespace(namespace)
                .withKubeVersion("1.34.0")
                .withValuesFile(values)
                .call());
    }

    /** The objects of a stream of YAML documents, by kind, namespace and name. */
    static Map<String, JsonNode> objects(String documents) {
        Map<String, JsonNode> objects = new TreeMap<>();
        for (String document : END.split(documents, -1)) {
            JsonNode object = YAML.unmarshal(document, JsonNode.class);
            if (object != null && object.has("kind")) {
                objects.put(key(object), object);
            }
        }
        return objects;
    }

    private static String key(JsonNode object) {
        return object.path("kind").asText() + " "
                + object.path("metadata").path("namespace").asText() + " "
                + object.path("metadata").path("name").asText();
    }

    /** Without what only one of Helm and kustomize can write. */
    static JsonNode normalized(JsonNode object) {
        ObjectNode copy = object.deepCopy();
        ObjectNode metadata = (ObjectNode) copy.path("metadata");
        if (metadata.get("labels") instanceof ObjectNode labels) {
            labels.remove("helm.sh/chart");
            for (String label : new String[] {"name", "instance", "version", "managed-by"}) {
                labels.remove("app.kubernetes.io/" + label);
            }
            removeIfEmpty(metadata, "labels");
        }
        if (metadata.get("annotations") instanceof ObjectNode annotations) {
            annotations.remove("helm.sh/resource-policy");
            removeIfEmpty(metadata, "annotations");
        }
        return copy;
    }

    private static void removeIfEmpty(ObjectNode metadata, String field) {
        if (metadata.path(field).isEmpty()) {
            metadata.remove(field);
        }
    }
}
