package io.registryexporter.exporter.wire;

/**
 * The head of a request, parsed from the bytes that a client has sent so far.
 */
sealed interface RequestHead {

    /** The head is not complete. */
    record Partial() implements RequestHead {}

    /**
     * The request cannot be answered; the connection ends.
     *
     * @param reason for people; quotes nothing
     * @param headOnly whether the answer has no body
     */
    record Refused(int status, String reason, boolean headOnly) implements RequestHead {}

    /**
     * A valid head.
     *
     * @param length in bytes
     * @param body whether a body follows
     * @param http11 whether the client understands HTTP/1.1
     * @param keepAlive whether the connection stays open for another request
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
