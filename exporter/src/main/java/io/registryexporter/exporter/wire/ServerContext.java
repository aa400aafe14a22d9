package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.util.function.Consumer;

/** What a connection needs from the server. Only the thread that reads calls this, except for {@link #later}. */
interface ServerContext {
    Limits limits();

    Application application();

    ResponseWriter writer();

    ReadBuffers buffers();

    /** Whether one more request can be answered; closes a client that takes no bytes of its answer, if necessary. */
    boolean hasRoom();

    /** Runs {@code work} on another thread, and then {@code after} on the thread that reads. */
    void work(Runnable work, Runnable after);

    /**
     * Answers on another thread, and then runs {@code after} on the thread that reads, with whether the connection stays
     * open. Returns false if no thread is free.
     */
    boolean answer(Request request, Sending sending, Consumer<Boolean> after);

    /** Runs a task on the thread that reads. */
    void later(Runnable task);

    void gone(Connection connection);

    /** Reports an error of the program, which costs one connection. */
    void mistake(Throwable mistake);

    /** Sends a response, and returns whether the connection stays open. */
    interface Sending {
        boolean send(Response response) throws IOException;
    }
}
