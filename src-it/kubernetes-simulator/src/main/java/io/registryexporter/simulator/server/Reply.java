package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;

/** What the server answers. */
sealed interface Reply {

    /** A JSON document. */
    record Document(int code, JsonNode body) implements Reply {}

    /** Something else, as the text of a health check. */
    record Text(int code, String contentType, String body) implements Reply {}

    /** Changes as they come. */
    record Watching(Watch watch) implements Reply {}

    static Reply ok(JsonNode body) {
        return new Document(200, body);
    }
}
