package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.registryexporter.simulator.server.Kind.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes objects away, when their finalizers are done; of namespaces and CRDs first all that is in them. */
final class Deletion {
    private static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private final ObjectStore store;
    private final Kinds kinds;
    private final Lifecycle lifecycle;

    Deletion(ObjectStore store, Kinds kinds, Lifecycle lifecycle) {
        this.store = store;
        this.kinds = kinds;
        this.lifecycle = lifecycle;
    }

    /** Whether nothing holds an object any more whose end was asked for. */
    static boolean isDone(Kind kind, JsonNode object) {
        JsonNode metadata = object.path("metadata");
        boolean namespace = kind.storage().equals("namespaces");
        return metadata.has("deletionTimestamp")
                && metadata.path("finalizers").isEmpty()
                && !(namespace && !object.path("spec").path("finalizers").isEmpty());
    }

    /** Gives the object as it is left behind, nothing if it is gone at once. */
    Optional<ObjectNode> delete(Kind kind, ObjectNode object) {
        if (kind.storage().equals("namespaces")) {
            return deleteWithContents(kind, terminating(object));
        }
        if (kind.storage().equals(Kinds.CRD)) {
            ObjectNode held = object.deepCopy();
            held.withObject("/metadata").withArray("finalizers").add(CLEANUP);
            return deleteWithContents(kind, held);
        }
        if (object.path("metadata").path("finalizers").isEmpty()) {
            remove(kind, object);
            return Optional.empty();
        }
        return Optional.of(mark(kind, object));
    }

    private Optional<ObjectNode> deleteWithContents(Kind kind, ObjectNode container) {
        ObjectNode marked = mark(kind, container);
        for (Stored inside : contents(kind, marked)) {
            delete(inside.kind, inside.object);
        }
        sweep();
        String name = marked.path("metadata").path("name").asText();
        return Optional.of(store.get(kind.storage(), "", name).orElse(marked));
    }

    private static ObjectNode terminating(ObjectNode namespace) {
        ObjectNode result = namespace.deepCopy();
        result.withObject("/status").put("phase", "Terminating");
        return result;
    }

    private ObjectNode mark(Kind kind, ObjectNode object) {
        if (object.path("metadata").has("deletionTimestamp")) {
            return object;
        }
        ObjectNode marked = object.deepCopy();
        ObjectNode metadata = marked.withObject("/metadata");
        metadata.put("deletionTimestamp", lifecycle.now());
        if (!kind.storage().equals("namespaces")) {
            metadata.put("deletionGracePeriodSeconds", 0);
        }
        if (kind.is(Trait.GENERATION)) {
            metadata.put("generation", metadata.path("generation").asInt() + 1);
        }
        return store.put(kind.storage(), marked);
    }

    /** Removes an object, and what only waited for it. */
    ObjectNode remove(Kind kind, ObjectNode object) {
        ObjectNode last = store.remove(kind.storage(), object);
        if (kind.storage().equals(Kinds.CRD)) {
            kinds.install(store.list(Kinds.CRD, ""));
        }
        sweep();
        return last;
    }

    /** Ends the namespaces and CRDs that are asked to go and have become empty. */
    private void sweep() {
        for (Kind kind : List.copyOf(kinds.all())) {
            boolean container =
                    kind.storage().equals("namespaces") || kind.storage().equals(Kinds.CRD);
            if (container) {
                store.list(kind.storage(), "").stream()
                        .filter(object -> object.path("metadata").has("deletionTimestamp"))
                        .filter(object -> contents(kind, object).isEmpty())
                        .forEach(object -> release(kind, object));
            }
        }
    }

    private void release(Kind kind, ObjectNode container) {
        ObjectNode released = container.deepCopy();
        if (kind.storage().equals("namespaces")) {
            released.withObject("/spec").remove("finalizers");
        } else {
            released.withObject("/metadata")
                    .withArray("finalizers")
                    .removeIf(name -> name.asText().equals(CLEANUP));
        }
        if (isDone(kind, released)) {
            remove(kind, released);
        } else if (!released.equals(container)) {
            store.put(kind.storage(), released);
        }
    }

    private record Stored(Kind kind, ObjectNode object) {}

    private List<Stored> contents(Kind kind, JsonNode container) {
        List<Stored> contents = new ArrayList<>();
        String name = container.path("metadata").path("name").asText();
        for (Kind inside : kinds.all()) {
            boolean ofNamespace = kind.storage().equals("namespaces") && inside.namespaced();
            boolean first =
                    contents.stream().noneMatch(stored -> stored.kind.storage().equals(inside.storage()));
            if (first && (ofNamespace || inside.resource().equals(name))) {
                store.list(inside.storage(), ofNamespace ? name : "")
                        .forEach(object -> contents.add(new Stored(inside, object)));
            }
        }
        return contents;
    }
}
