package io.registryexporter.it.operator;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test class has started, to be ended in the reverse order, also when the start of a later one failed. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T thing) {
        things.push(thing);
        return thing;
    }

    @Override
    public void close() {
        things.forEach(Opened::close);
        things.clear();
    }

    private static void close(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
