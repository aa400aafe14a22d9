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
final class Lanes<T> {
    private final int share;
    private final Map<String, Queue<T>> waiting = new LinkedHashMap<>();
    private final Map<String, Integer> running = new HashMap<>();

    /** At most {@code share} of one lane run at a time. */
    Lanes(int share) {
        this.share = share;
    }

    /** The next one, and its lane, which has to be told of its end. */
    record Turn<T>(String lane, T what) {}

    void add(String lane, T what) {
        waiting.computeIfAbsent(lane, name -> new ArrayDeque<>()).add(what);
    }

    /** Takes the next one, and puts its lane behind all others; none where nothing waits that may run. */
    Optional<Turn<T>> next() {
        Iterator<Map.Entry<String, Queue<T>>> lanes = waiting.entrySet().iterator();
        while (lanes.hasNext()) {
            Map.Entry<String, Queue<T>> lane = lanes.next();
            if (running.getOrDefault(lane.getKey(), 0) < share) {
                lanes.remove();
                return Optional.of(begin(lane.getKey(), lane.getValue()));
            }
        }
        return Optional.empty();
    }

    private Turn<T> begin(String lane, Queue<T> queue) {
        T first = queue.remove();
        if (!queue.isEmpty()) {
            waiting.put(lane, queue);
        }
        running.merge(lane, 1, Integer::sum);
        return new Turn<>(lane, first);
    }

    /** One of the lane has ended. */
    void ended(String lane) {
        running.computeIfPresent(lane, (name, count) -> count == 1 ? null : count - 1);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
