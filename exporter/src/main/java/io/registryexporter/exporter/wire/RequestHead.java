package io.registryexporter.exporter.wire;

/**
 * What can be said of the bytes that a client has sent so far.
 */
sealed interface RequestHead {

    /** The head is not whole yet. */
    record Partial() implements RequestHead {}

    /**
     * It is no request that can be served; the connection ends.
     *
     * @param reason for people; quotes nothing
     * @param headOnly whether the answer has no body
     */
    record Refused(int status, String reason, boolean headOnly) implements RequestHead {}

    /**
     * A sound one.
     *
     * @param length in bytes
     * @param body whether a body follows
     * @param http11 whether the client understands HTTP/1.1
     * @param keepAlive whether another request may come by the same connection
     */
    record Whole(
            String method,
            RequestTarget target,
            Fields headers,
            int length,
            boolean body,
            boolean http11,
            boolean keepAlive)
            implements RequestHead {}
}
