package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.util.function.Consumer;

/** What a connection needs of the server; for the thread that reads, but for {@link #later}. */
interface Service {
    Limits limits();

    Application application();

    ResponseWriter writer();

    Scratch scratch();

    /** Whether one more request can be answered; makes room where a client takes nothing of its answer. */
    boolean hasRoom();

    /** Does what takes long on another thread, and then goes on with the one that reads. */
    void work(Runnable work, Runnable after);

    /**
     * Answers on another thread, and then goes on with the one that reads: with whether the connection stays. False if no
     * thread is left for it.
     */
    boolean answer(Request request, Sending sending, Consumer<Boolean> after);

    /** Runs on the thread that reads. */
    void later(Runnable task);

    void gone(Connection connection);

    /** A mistake of the program, which costs one connection. */
    void mistake(Throwable mistake);

    /** Sends a response; gives whether the connection stays. */
    interface Sending {
        boolean send(Response response) throws IOException;
    }
}
