package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.simulator.server.Kind.Trait;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What there is, as clients ask for it first. */
final class Discovery {
    private static final List<String> READ_AND_WRITE =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");
    private static final String REVIEWS = "authorization.k8s.io";

    private final Kinds kinds;

    Discovery(Kinds kinds) {
        this.kinds = kinds;
    }

    /** The document at a path of discovery, if it is one. */
    Optional<ObjectNode> at(String path) {
        String[] parts = path.substring(1).split("/", -1);
        return switch (parts.length) {
            case 1 ->
                switch (parts[0]) {
                    case "api" -> Optional.of(coreVersions());
                    case "apis" -> Optional.of(groups());
                    case "version" -> Optional.of(version());
                    case "" -> Optional.of(paths());
                    default -> Optional.empty();
                };
            case 2 -> parts[0].equals("api") ? resources("", parts[1]) : group(parts[1]);
            case 3 -> parts[0].equals("apis") ? resources(parts[1], parts[2]) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static ObjectNode document(String kind) {
        return JsonNodeFactory.instance.objectNode().put("kind", kind).put("apiVersion", "v1");
    }

    private static ObjectNode version() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("major", "1")
                .put("minor", "36")
                .put("gitVersion", "v1.36.0")
                .put("gitCommit", "0")
                .put("gitTreeState", "clean")
                .put("buildDate", "2026-04-01T00:00:00Z")
                .put("goVersion", "go1.26")
                .put("compiler", "gc")
                .put("platform", "linux/amd64");
    }

    private ObjectNode paths() {
        ObjectNode paths = JsonNodeFactory.instance.objectNode();
        ArrayNode list = paths.putArray("paths").add("/api").add("/api/v1").add("/apis");
        versions().forEach((group, versions) -> {
            list.add("/apis/" + group);
            versions.forEach(version -> list.add("/apis/" + group + "/" + version));
        });
        return paths;
    }

    private static ObjectNode coreVersions() {
        ObjectNode document = document("APIVersions");
        document.putArray("versions").add("v1");
        document.putArray("serverAddressByClientCIDRs");
        return document;
    }

    /** The versions of each group other than the core. */
    private Map<String, Set<String>> versions() {
        Map<String, Set<String>> versions = new LinkedHashMap<>();
        kinds.all().stream()
                .filter(kind -> !kind.group().isEmpty())
                .forEach(kind -> versions.computeIfAbsent(kind.group(), group -> new LinkedHashSet<>())
                        .add(kind.version()));
        versions.put(REVIEWS, Set.of("v1"));
        return versions;
    }

    private ObjectNode groups() {
        ObjectNode document = document("APIGroupList");
        ArrayNode groups = document.putArray("groups");
        versions()
                .forEach(
                        (group, versions) -> groups.add(group(JsonNodeFactory.instance.objectNode(), group, versions)));
        return document;
    }

    private Optional<ObjectNode> group(String group) {
        return Optional.ofNullable(versions().get(group)).map(versions -> group(document("APIGroup"), group, versions));
    }

    private static ObjectNode group(ObjectNode document, String group, Set<String> versions) {
        document.put("name", group);
        ArrayNode list = document.putArray("versions");
        versions.forEach(version ->
                list.addObject().put("groupVersion", group + "/" + version).put("version", version));
        document.set("preferredVersion", list.get(0));
        return document;
    }

    private Optional<ObjectNode> resources(String group, String version) {
        List<Kind> served = kinds.all().stream()
                .filter(kind -> kind.group().equals(group) && kind.version().equals(version))
                .toList();
        boolean reviews = group.equals(REVIEWS) && version.equals("v1");
        if (served.isEmpty() && !reviews) {
            return Optional.empty();
        }
        ObjectNode document = document("APIResourceList");
        document.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
        ArrayNode resources = document.putArray("resources");
        served.forEach(kind -> describe(kind, resources));
        if (reviews) {
            resource(
                    resources,
                    "selfsubjectaccessreviews",
                    "selfsubjectaccessreview",
                    false,
                    "SelfSubjectAccessReview",
                    List.of("create"));
            resource(
                    resources,
                    "selfsubjectrulesreviews",
                    "selfsubjectrulesreview",
                    false,
                    "SelfSubjectRulesReview",
                    List.of("create"));
        }
        return Optional.of(document);
    }

    private static void describe(Kind kind, ArrayNode resources) {
        ObjectNode resource =
                resource(resources, kind.plural(), kind.singular(), kind.namespaced(), kind.kind(), READ_AND_WRITE);
        if (!kind.shortNames().isEmpty()) {
            kind.shortNames().forEach(resource.putArray("shortNames")::add);
        }
        if (!kind.categories().isEmpty()) {
            kind.categories().forEach(resource.putArray("categories")::add);
        }
        List<String> verbs = List.of("get", "patch", "update");
        if (kind.is(Trait.STATUS)) {
            resource(resources, kind.plural() + "/status", "", kind.namespaced(), kind.kind(), verbs);
        }
        if (kind.is(Trait.SCALE)) {
            resource(resources, kind.plural() + "/scale", "", kind.namespaced(), "Scale", verbs)
                    .put("group", "autoscaling")
                    .put("version", "v1");
        }
    }

    private static ObjectNode resource(
            ArrayNode resources, String name, String singular, boolean namespaced, String kind, List<String> verbs) {
        ObjectNode resource = resources.addObject();
        resource.put("name", name)
                .put("singularName", singular)
                .put("namespaced", namespaced)
                .put("kind", kind);
        verbs.forEach(resource.putArray("verbs")::add);
        return resource;
    }
}
