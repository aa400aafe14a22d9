package io.registryexporter.operator.manifest;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects of manifests as an API server would have them, as far as a dry run reads them.
 *
 * @param objects by group, plural, namespace and name, in this order
 */
public record Manifests(Map<String, ObjectNode> objects) {
    private static final String DEFAULT_NAMESPACE = "default";
    private static final String TEMPLATE = "{{";
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final Map<String, Class<? extends HasMetadata>> CHECKED = Map.of(
            "Deployment", Deployment.class, "StatefulSet", StatefulSet.class, Names.KIND, RegistryExporter.class);

    public Manifests {
        objects = Map.copyOf(objects);
    }

    /**
     * An object of a manifest.
     *
     * @param place where it is, for the user
     */
    record Found(String place, ObjectNode object) {}

    /**
     * Keeps the last of several objects with the same name, as an apply does; ignores what is no object.
     *
     * @throws ManifestException if the API server would refuse a workload or a RegistryExporter
     */
    static Manifests of(List<Found> found) {
        Map<String, ObjectNode> objects = new TreeMap<>();
        for (Found one : found) {
            String kind = one.object().path("kind").asText();
            if (isServed(one.object()) && CHECKED.containsKey(kind)) {
                check(one, kind);
            }
            if (!kind.isEmpty() && one.object().at("/metadata/name").isTextual()) {
                ObjectNode stored = stored(one.object(), kind);
                objects.put(key(stored), stored);
            }
        }
        return new Manifests(objects);
    }

    /** Whether there is any object of the kind. */
    public boolean has(String kind) {
        return objects.values().stream()
                .anyMatch(object -> kind.equals(object.path("kind").asText()));
    }

    /** The objects of a collection, in all namespaces if none is given. */
    Stream<ObjectNode> list(String group, String plural, Optional<String> namespace) {
        return new TreeMap<>(objects)
                .entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith(group + "/" + plural + "/"))
                        .map(Map.Entry::getValue)
                        .filter(object -> namespace.isEmpty()
                                || namespace
                                        .get()
                                        .equals(object.at("/metadata/namespace").asText()));
    }

    private static boolean isServed(ObjectNode object) {
        String group = group(object.path("apiVersion").asText());
        return group.equals("apps") || group.equals(Names.GROUP);
    }

    /** Workloads had other groups once; a manifest of that time means the same. */
    private static String group(String apiVersion) {
        String group = apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
        return group.equals("extensions") ? "apps" : group;
    }

    private static String key(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        return Stream.of(
                        group(object.path("apiVersion").asText()),
                        plural(object.path("kind").asText()),
                        metadata.path("namespace").asText(),
                        metadata.path("name").asText())
                .collect(Collectors.joining("/"));
    }

    static String plural(String kind) {
        String lower = kind.toLowerCase(Locale.ROOT);
        return lower.endsWith("s") ? lower + "es" : lower.endsWith("y") ? lower.replaceAll("y$", "ies") : lower + "s";
    }

    private static ObjectNode stored(ObjectNode object, String kind) {
        ObjectNode stored = object.deepCopy();
        if (CHECKED.containsKey(kind)
                && group(object.path("apiVersion").asText()).equals("apps")) {
            stored.put("apiVersion", "apps/v1");
        }
        ObjectNode metadata = stored.withObject("/metadata");
        if (metadata.path("namespace").asText().isEmpty()) {
            metadata.put("namespace", DEFAULT_NAMESPACE);
        }
        String name = metadata.path("namespace").asText() + "/"
                + metadata.path("name").asText();
        putIfMissing(metadata, "uid", kind + "/" + name);
        putIfMissing(metadata, "resourceVersion", "1");
        if (!metadata.path("generation").isNumber()) {
            metadata.put("generation", 1);
        }
        return stored;
    }

    private static void putIfMissing(ObjectNode object, String field, String value) {
        if (object.path(field).asText("").isEmpty()) {
            object.put(field, value);
        }
    }

    private static void check(Found found, String kind) {
        ObjectNode object = found.object();
        String name = object.at("/metadata/name").asText();
        String place = found.place() + ": " + kind + (name.isEmpty() ? "" : " " + name);
        if (isTemplate(object)) {
            throw YamlDocuments.notRendered(found.place());
        }
        if (name.isEmpty()) {
            throw new ManifestException(place + " has no metadata.name");
        }
        if (kind.equals(Names.KIND)) {
            ResourceSchema.load().problem(object).ifPresent(problem -> {
                throw new ManifestException(place + " is invalid: " + problem);
            });
        } else if (!object.at("/spec/template/spec/containers").isArray()
                || object.at("/spec/template/spec/containers").isEmpty()) {
            throw new ManifestException(place + " has no spec.template.spec.containers");
        }
        try {
            SERIALIZATION.convertValue(object, CHECKED.get(kind));
        } catch (IllegalArgumentException e) {
            throw new ManifestException(place + " is invalid: " + conversion(e));
        }
    }

    /** A value between two pairs of braces without quotes is an object for YAML. */
    private static boolean isTemplate(ObjectNode object) {
        JsonNode metadata = object.path("metadata");
        Stream<JsonNode> texts = Stream.concat(
                Stream.of(metadata.path("name"), metadata.path("namespace")),
                object.at("/spec/template/spec").findValues("image").stream());
        return metadata.path("labels").toString().contains(TEMPLATE)
                || texts.anyMatch(text -> text.isObject() || text.asText().contains(TEMPLATE));
    }

    private static String conversion(IllegalArgumentException exception) {
        if (exception.getCause() instanceof JsonMappingException mapping) {
            String path = mapping.getPath().stream()
                    .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName())
                    .collect(Collectors.joining());
            return (path.startsWith(".") ? path.substring(1) : path) + ": wrong type";
        }
        return "wrong type";
    }
}
