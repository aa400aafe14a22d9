package io.registryexporter.operator.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * A queue that serves namespaces in turn, however many items each has, and limits how many items of one namespace run
 * at a time. Not thread-safe.
 */
final class FairQueue<T> {
    private final int share;
    private final Map<String, Queue<T>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> running = new HashMap<>();

    /** At most {@code share} items of one namespace run at a time. */
    FairQueue(int share) {
        this.share = share;
    }

    /** An item to run; {@link #ended} must be called when it ends. */
    record Dispatched<T>(String namespace, T item) {}

    void add(String namespace, T item) {
        waiting.computeIfAbsent(namespace, name -> new ArrayDeque<>()).add(item);
    }

    /** Takes the next item and moves its namespace behind all others; empty if no waiting item may run. */
    Optional<Dispatched<T>> next() {
        Iterator<Map.Entry<String, Queue<T>>> queues = waiting.entrySet().iterator();
        while (queues.hasNext()) {
            Map.Entry<String, Queue<T>> first = queues.next();
            if (running.getOrDefault(first.getKey(), 0) < share) {
                queues.remove();
                return Optional.of(begin(first.getKey(), first.getValue()));
            }
        }
        return Optional.empty();
    }

    private Dispatched<T> begin(String namespace, Queue<T> queue) {
        T item = queue.remove();
        if (!queue.isEmpty()) {
            waiting.put(namespace, queue);
        }
        running.merge(namespace, 1, Integer::sum);
        return new Dispatched<>(namespace, item);
    }

    /** An item of the namespace has ended. */
    void ended(String namespace) {
        running.computeIfPresent(namespace, (name, count) -> count == 1 ? null : count - 1);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
