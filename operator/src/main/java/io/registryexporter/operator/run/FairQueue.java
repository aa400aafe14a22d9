package io.registryexporter.operator.run;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * What waits, in a lane for each namespace, and whose turn it is: one of each lane after the other, however long a lane
 * is, and of one lane only so many at a time. Not for more than one thread at a time.
 */
final class FairQueue<T> {
    private final int share;
    private final Map<String, Queue<T>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> running = new HashMap<>();

    /** At most {@code share} of one lane run at a time. */
    FairQueue(int share) {
        this.share = share;
    }

    /** The next one, and its lane, which has to be told of its end. */
    record Dispatched<T>(String namespace, T item) {}

    void add(String namespace, T item) {
        waiting.computeIfAbsent(namespace, name -> new ArrayDeque<>()).add(item);
    }

    /** Takes the next one, and puts its lane behind all others; none where nothing waits that may run. */
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

    /** One of the lane has ended. */
    void ended(String namespace) {
        running.computeIfPresent(namespace, (name, count) -> count == 1 ? null : count - 1);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
