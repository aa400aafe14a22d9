package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** What is served. */
public interface Application {
    /** An answer that takes no time and no room, given on the thread that reads: whatever a crowd holds, it is given. */
    Optional<Response> atOnce(Request request);

    /** Every other answer; may wait. */
    Response answer(Request request) throws IOException;

    /** The headers that every answer has, also that to a request which is none. */
    Map<String, String> headers();
}
