package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.BiFunction;

/**
 * A column of a table.
 *
 * @param priority 0 for what is always shown
 * @param cell of an object, at a time
 */
record Column(
        String name,
        String type,
        String format,
        String description,
        int priority,
        BiFunction<JsonNode, Instant, JsonNode> cell) {}
