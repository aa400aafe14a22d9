package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Sends and receives the bytes of one connection; only one thread uses a transport at a time. */
interface Transport {
    /** The state after bytes were received. */
    enum Progress {
        /** More may come. */
        OPEN,
        /** Another thread must call {@link #work}, and then this one {@link #resume}. */
        WORK,
        /** The client sends no more bytes. */
        ENDED
    }

    /** Waits until the client takes bytes again. */
    interface Backpressure {
        /**
         * Waits.
         *
         * @throws IOException if the client takes too long
         */
        void await() throws IOException;
    }

    /** Receives the bytes that have arrived. */
    Progress receive(ReadBuffers buffers, RequestBuffer received) throws IOException;

    /** Continues after {@link #work}. */
    Progress resume(ReadBuffers buffers, RequestBuffer received) throws IOException;

    /** Does the slow part of a handshake. */
    void work();

    /** Whether requests may come: with TLS, when the handshake has ended. */
    boolean isEstablished();

    /** Sends all bytes. */
    void send(ByteBuffer bytes, Backpressure backpressure) throws IOException;

    /** Announces that no more bytes will be sent. */
    void end() throws IOException;

    /** The first of the client's certificates. */
    Optional<X509Certificate> certificate();
}
