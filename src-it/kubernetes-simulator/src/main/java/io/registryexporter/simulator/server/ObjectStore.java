package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** All objects, their common version and who watches them. */
final class ObjectStore {
    private static final int KEPT_CHANGES = 20_000;

    private final Map<String, NavigableMap<String, ObjectNode>> objects = new TreeMap<>();
    private final Deque<Change> history = new ArrayDeque<>();
    private final Map<Watch.Sink, Watch> watches = new LinkedHashMap<>();
    private long version = 1;

    synchronized long version() {
        return version;
    }

    synchronized Optional<ObjectNode> get(String storage, String namespace, String name) {
        return Optional.ofNullable(in(storage).get(namespace + "/" + name));
    }

    /** The objects of one kind, of all namespaces if it is empty. */
    synchronized List<ObjectNode> list(String storage, String namespace) {
        NavigableMap<String, ObjectNode> all = in(storage);
        return List.copyOf(
                namespace.isEmpty()
                        ? all.values()
                        : all.subMap(namespace + "/", namespace + "0").values());
    }

    /** Stores an object, which nobody changes any more, and gives it as it is stored. */
    synchronized ObjectNode put(String storage, ObjectNode object) {
        ObjectNode stored = numbered(object);
        Optional<ObjectNode> before = Optional.ofNullable(in(storage).put(key(object), stored));
        publish(new Change(version, storage, before, stored, false));
        return stored;
    }

    synchronized ObjectNode remove(String storage, ObjectNode object) {
        ObjectNode last = numbered(object);
        Optional<ObjectNode> before = Optional.ofNullable(in(storage).remove(key(object)));
        publish(new Change(version, storage, before, last, true));
        return last;
    }

    synchronized void watch(Watch watch, Watch.Sink sink) {
        if (watch.startsWithState()) {
            list(watch.kind().storage(), "").stream()
                    .filter(watch.selected())
                    .forEach(object -> sink.send(watch.event("ADDED", object)));
            if (watch.initialEvents()) {
                sink.send(watch.bookmark(version));
            }
        } else if (!replay(watch, Long.parseLong(watch.version()), sink)) {
            return;
        }
        watches.put(sink, watch);
    }

    private boolean replay(Watch watch, long from, Watch.Sink sink) {
        long oldest = history.isEmpty() ? version : history.getFirst().version() - 1;
        if (from < oldest) {
            sink.send(Watch.line("ERROR", ApiError.expired(from, oldest).status()));
            sink.end();
            return false;
        }
        history.stream().filter(change -> change.version() > from).forEach(change -> tell(watch, sink, change));
        return true;
    }

    synchronized void unwatch(Watch.Sink sink) {
        watches.remove(sink);
    }

    synchronized int watching() {
        return watches.size();
    }

    /** Ends all watches, as a server does that goes down. */
    void endWatches() {
        List<Watch.Sink> open;
        synchronized (this) {
            open = new ArrayList<>(watches.keySet());
            watches.clear();
        }
        open.forEach(Watch.Sink::end);
    }

    private void publish(Change change) {
        history.addLast(change);
        if (history.size() > KEPT_CHANGES) {
            history.removeFirst();
        }
        watches.forEach((sink, watch) -> tell(watch, sink, change));
    }

    private static void tell(Watch watch, Watch.Sink sink, Change change) {
        if (watch.kind().storage().equals(change.storage())) {
            change.typeFor(watch.selected()).ifPresent(type -> sink.send(watch.event(type, change.after())));
        }
    }

    private ObjectNode numbered(ObjectNode object) {
        version++;
        ObjectNode stored = object.deepCopy();
        stored.withObject("/metadata").put("resourceVersion", Long.toString(version));
        return stored;
    }

    private NavigableMap<String, ObjectNode> in(String storage) {
        return objects.computeIfAbsent(storage, unknown -> new TreeMap<>());
    }

    private static String key(JsonNode object) {
        JsonNode metadata = object.path("metadata");
        return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
    }
}
