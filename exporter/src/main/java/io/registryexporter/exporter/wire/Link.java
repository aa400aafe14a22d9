package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The bytes of one connection; used by one thread at a time. */
interface Link {
    /** How it stands after bytes were taken in. */
    enum Progress {
        /** More may come. */
        OPEN,
        /** {@link #work} has to be done first, on another thread, and then {@link #resume}. */
        WORK,
        /** The client sends nothing any more. */
        ENDED
    }

    /** Waits until the client takes bytes again, or fails. */
    interface Patience {
        void await() throws IOException;
    }

    /** Takes in what has come from the network. */
    Progress receive(Scratch scratch, Inbox inbox) throws IOException;

    /** Goes on after {@link #work}. */
    Progress resume(Scratch scratch, Inbox inbox) throws IOException;

    /** Does what takes long. */
    void work();

    /** Whether requests may come: with TLS, when the handshake has ended. */
    boolean isEstablished();

    /** Sends all of it. */
    void send(ByteBuffer bytes, Patience patience) throws IOException;

    /** Says that nothing more will be sent. */
    void end() throws IOException;

    /** The first of the client's certificates. */
    Optional<X509Certificate> certificate();
}
