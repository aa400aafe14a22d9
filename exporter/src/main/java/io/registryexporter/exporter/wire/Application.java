package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Answers requests. */
public interface Application {
    /** A cheap answer that the thread that reads gives at once, however many clients hold the other threads. */
    Optional<Response> atOnce(Request request);

    /** Any other answer; may block. */
    Response answer(Request request) throws IOException;

    /** The headers of every answer, also of the answer to an invalid request. */
    Map<String, String> headers();
}
