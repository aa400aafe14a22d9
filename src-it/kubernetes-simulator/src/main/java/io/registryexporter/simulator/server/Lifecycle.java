package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.simulator.fields.Canonical;
import io.registryexporter.simulator.server.Kind.Trait;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** What the server itself makes of an object on its way into the storage. */
final class Lifecycle {
    private static final List<String> OF_THE_SERVER =
            List.of("uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds");

    private final Clock clock;

    Lifecycle(Clock clock) {
        this.clock = clock;
    }

    String now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** In the server's types, without anything that says nothing. */
    ObjectNode decoded(Kind kind, JsonNode object) {
        return kind.is(Trait.CUSTOM) ? Canonical.ofCustom(object) : Canonical.ofBuiltIn(object);
    }

    /** A new object as it is stored. */
    ObjectNode created(Kind kind, JsonNode given, String namespace, String name) {
        ObjectNode object = Forms.served(kind, decoded(kind, given));
        ObjectNode metadata = object.withObject("/metadata");
        metadata.remove(OF_THE_SERVER);
        metadata.remove(List.of("selfLink", "resourceVersion"));
        metadata.put("name", name);
        if (kind.namespaced()) {
            metadata.put("namespace", namespace);
        }
        metadata.put("uid", UUID.randomUUID().toString());
        metadata.put("creationTimestamp", now());
        if (kind.is(Trait.GENERATION)) {
            metadata.put("generation", 1);
        }
        if (kind.is(Trait.STATUS)) {
            object.remove("status");
        }
        kind.fillIn(object);
        initialStatus(kind, object);
        return object;
    }

    private void initialStatus(Kind kind, ObjectNode object) {
        switch (kind.is(Trait.CUSTOM) ? "" : kind.kind()) {
            case "Namespace" -> {
                object.withObject("/spec").putArray("finalizers").add("kubernetes");
                object.withObject("/metadata/labels")
                        .put(
                                "kubernetes.io/metadata.name",
                                object.path("metadata").path("name").asText());
                object.withObject("/status").put("phase", "Active");
            }
            case "Pod", "PersistentVolumeClaim" -> object.withObject("/status").put("phase", "Pending");
            case "Deployment" -> object.putObject("status");
            case "StatefulSet" ->
                object.putObject("status").put("availableReplicas", 0).put("replicas", 0);
            case "ReplicaSet" -> object.putObject("status").put("replicas", 0);
            case "Service" -> object.putObject("status").putObject("loadBalancer");
            case "CustomResourceDefinition" -> Definitions.establish(object, now());
            default -> {
                // The others begin without.
            }
        }
    }

    /** The object after an update through itself or its status. */
    ObjectNode updated(Kind kind, ObjectNode before, JsonNode given, String subresource) {
        ObjectNode after = Forms.served(kind, decoded(kind, given));
        if (subresource.equals("status")) {
            after = withStatus(kind, before, after);
        } else if (kind.is(Trait.STATUS)) {
            after.remove("status");
            if (before.has("status")) {
                after.set("status", before.get("status").deepCopy());
            }
        }
        keepServerFields(before, after.withObject("/metadata"));
        kind.fillIn(after);
        if (kind.storage().equals(Kinds.CRD)) {
            Definitions.establish(after, now());
        }
        boolean main = !subresource.equals("status");
        if (main && kind.is(Trait.GENERATION) && wantsOther(kind, before, after)) {
            after.withObject("/metadata")
                    .put(
                            "generation",
                            before.path("metadata").path("generation").asInt() + 1);
        }
        return after;
    }

    /** Of a built-in kind the annotations can be written together with the status. */
    private static ObjectNode withStatus(Kind kind, ObjectNode before, ObjectNode given) {
        ObjectNode after = before.deepCopy();
        after.remove("status");
        if (given.has("status")) {
            after.set("status", given.get("status"));
        }
        if (!kind.is(Trait.CUSTOM)) {
            ObjectNode metadata = after.withObject("/metadata");
            metadata.remove("annotations");
            JsonNode annotations = given.path("metadata").path("annotations");
            if (!annotations.isMissingNode()) {
                metadata.set("annotations", annotations);
            }
        }
        return after;
    }

    private static void keepServerFields(JsonNode before, ObjectNode metadata) {
        metadata.remove("selfLink");
        for (String field : OF_THE_SERVER) {
            JsonNode value = before.path("metadata").path(field);
            metadata.remove(field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
        for (String field : List.of("name", "namespace", "resourceVersion")) {
            JsonNode value = before.path("metadata").path(field);
            if (!value.isMissingNode()) {
                metadata.set(field, value);
            }
        }
    }

    /** Whether what is wanted changed; of a Deployment the annotations count too. */
    private static boolean wantsOther(Kind kind, ObjectNode before, ObjectNode after) {
        boolean annotations = kind.kind().equals("Deployment") && kind.group().equals("apps");
        return !wish(before, annotations).equals(wish(after, annotations));
    }

    private static ObjectNode wish(ObjectNode object, boolean annotations) {
        ObjectNode wish = object.deepCopy();
        wish.remove(List.of("metadata", "status"));
        if (annotations) {
            wish.set("annotations", object.path("metadata").path("annotations"));
        }
        return wish;
    }
}
