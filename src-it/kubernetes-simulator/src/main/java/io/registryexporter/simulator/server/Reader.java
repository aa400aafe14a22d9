package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.function.Predicate;

/** Answers get, list and watch. */
final class Reader {
    private final ObjectStore store;
    private final Clock clock;

    Reader(ObjectStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The object as its kind serves it. */
    ObjectNode existing(Target target) {
        return store.get(target.kind().storage(), target.namespace(), target.name())
                .map(stored -> Forms.served(target.kind(), stored))
                .orElseThrow(() -> ApiError.notFound(target.kind(), target.name()));
    }

    Reply get(Target target, ApiCall call) {
        ObjectNode object = existing(target);
        if (target.subresource().equals("scale")) {
            return Reply.ok(Scale.of(object));
        }
        return Reply.ok(wantsTable(call) ? table(target.kind(), List.of(object), call) : object);
    }

    Reply list(Target target, ApiCall call) {
        Kind kind = target.kind();
        Predicate<JsonNode> selected = Selectors.of(call);
        List<ObjectNode> objects;
        String version;
        synchronized (store) {
            version = Long.toString(store.version());
            objects = store.list(kind.storage(), target.namespace()).stream()
                    .map(stored -> Forms.served(kind, stored))
                    .filter(selected)
                    .toList();
        }
        if (wantsTable(call)) {
            return Reply.ok(Tables.of(kind, objects, version, include(call), clock.instant()));
        }
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        list.put("kind", kind.kind() + "List").put("apiVersion", kind.apiVersion());
        list.putObject("metadata").put("resourceVersion", version);
        ArrayNode items = list.putArray("items");
        items.addAll(objects);
        return Reply.ok(list);
    }

    Reply watch(Target target, ApiCall call) {
        Kind kind = target.kind();
        boolean table = wantsTable(call);
        String namespace = target.namespace();
        String name = target.name();
        Predicate<JsonNode> selected = Selectors.of(call)
                .and(object -> namespace.isEmpty()
                        || object.path("metadata").path("namespace").asText().equals(namespace))
                .and(object -> name.isEmpty()
                        || object.path("metadata").path("name").asText().equals(name));
        return new Reply.Watching(new Watch(
                kind,
                stored -> selected.test(Forms.served(kind, stored)),
                call.parameter("resourceVersion"),
                call.flag("sendInitialEvents"),
                object -> {
                    ObjectNode served = Forms.served(kind, object);
                    return table ? table(kind, List.of(served), call) : served;
                }));
    }

    private ObjectNode table(Kind kind, List<ObjectNode> objects, ApiCall call) {
        String version = objects.get(0).path("metadata").path("resourceVersion").asText();
        return Tables.of(kind, objects, version, include(call), clock.instant());
    }

    private static String include(ApiCall call) {
        return call.query().getOrDefault("includeObject", "Metadata");
    }

    private static boolean wantsTable(ApiCall call) {
        return call.accept().contains("as=Table") && call.accept().contains("g=meta.k8s.io");
    }
}
