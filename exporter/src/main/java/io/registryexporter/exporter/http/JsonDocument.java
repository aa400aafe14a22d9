package io.registryexporter.exporter.http;

import java.io.IOException;

/** A JSON document that depends on the query of a request. */
public interface JsonDocument {

    /**
     * An answer.
     *
     * @param status 200 with JSON, otherwise an error with a sentence
     */
    record Answer(int status, String text) {}

    /** The answer to a query, which has its percent encoding. */
    Answer answer(String query) throws IOException;
}
