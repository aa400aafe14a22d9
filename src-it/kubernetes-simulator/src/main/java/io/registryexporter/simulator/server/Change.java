package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something that happened to a stored object.
 *
 * @param before what was stored before
 * @param after the object with its new version, of a deleted one its last state
 */
record Change(long version, String storage, Optional<ObjectNode> before, ObjectNode after, boolean deleted) {

    /** What the change is to a watch that sees only the selected objects, if it is anything. */
    Optional<String> typeFor(Predicate<JsonNode> selected) {
        boolean was = before.filter(selected).isPresent();
        boolean is = !deleted && selected.test(after);
        if (is) {
            return Optional.of(was ? "MODIFIED" : "ADDED");
        }
        return was ? Optional.of("DELETED") : Optional.empty();
    }
}
