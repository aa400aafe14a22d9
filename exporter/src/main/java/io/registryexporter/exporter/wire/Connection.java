package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * One client. Only the thread that reads uses a connection. During an answer its transport belongs to the thread that
 * answers, which may wait for the client.
 */
final class Connection implements ConnectionLimit.Candidate {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final String BUSY = "too many requests at a time";
    private static final Transport.Backpressure NONE = () -> {
        throw new IOException("the client does not take its answer");
    };

    private enum State {
        READING,
        WORKING,
        ANSWERING,
        /** The answer is sent; bytes that still come are discarded, so that the client gets the answer and no reset. */
        LINGERING,
        CLOSED
    }

    private final ServerContext server;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final String address;
    private final Transport transport;
    private final RequestBuffer received = new RequestBuffer();
    private final WriteTimeout writeTimeout = new WriteTimeout();
    private State state = State.READING;
    private boolean ended;
    private long since = System.nanoTime();
    private long begun = since;

    Connection(ServerContext server, SocketChannel channel, SelectionKey key, String address, Transport transport) {
        this.server = server;
        this.channel = channel;
        this.key = key;
        this.address = address;
        this.transport = transport;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public boolean idle() {
        return state != State.ANSWERING && state != State.CLOSED;
    }

    @Override
    public long since() {
        return since;
    }

    /** For how long the client has taken no bytes of its answer, in nanoseconds. */
    long stalledNanos() {
        return state == State.ANSWERING ? writeTimeout.waitedNanos() : 0;
    }

    /** The socket is ready to read or to write. */
    void ready() {
        guarded(() -> {
            switch (state) {
                case READING -> {
                    boolean quiet = received.isEmpty();
                    Transport.Progress progress = transport.receive(server.buffers(), received);
                    if (quiet && !received.isEmpty()) {
                        begun = System.nanoTime();
                    }
                    goOn(progress);
                }
                case ANSWERING -> {
                    key.interestOps(0);
                    writeTimeout.writable();
                }
                case LINGERING -> {
                    if (channel.read(server.buffers().net().clear()) < 0) {
                        close();
                    }
                }
                case WORKING, CLOSED -> key.interestOps(0);
            }
        });
    }

    /** Closes the connection if the client has exceeded a limit. */
    void closeIfLate(long now) {
        Limits limits = server.limits();
        switch (state) {
            case READING, WORKING -> {
                if (!transport.isEstablished()) {
                    closeIf(now - since
                            > limits.times().of(Limits.Time.HANDSHAKE).toNanos());
                } else if (received.isEmpty()) {
                    closeIf(now - since > limits.times().of(Limits.Time.IDLE).toNanos());
                } else if (state == State.READING
                        && now - begun > limits.times().of(Limits.Time.REQUEST).toNanos()) {
                    guarded(() -> refuse(408, "the request did not come in time", false));
                }
            }
            case LINGERING -> closeIf(now - since > LINGER.toNanos());
            case ANSWERING, CLOSED -> {}
        }
    }

    private void closeIf(boolean late) {
        if (late) {
            close();
        }
    }

    void close() {
        state = State.CLOSED;
        key.cancel();
        writeTimeout.closed();
        try {
            channel.close();
        } catch (IOException e) {
            // The connection is closed in any case.
        }
        server.gone(this);
    }

    private void goOn(Transport.Progress progress) throws IOException {
        if (progress == Transport.Progress.WORK) {
            state = State.WORKING;
            key.interestOps(0);
            server.work(transport::work, () -> guarded(this::worked));
            return;
        }
        ended |= progress == Transport.Progress.ENDED;
        RequestHead head = received.head();
        if (head instanceof RequestHead.Refused refused) {
            refuse(refused.status(), refused.reason(), refused.headOnly());
        } else if (head instanceof RequestHead.Whole whole) {
            request(whole);
        } else if (ended && received.isEmpty()) {
            close();
        } else if (ended) {
            refuse(400, "the request ends in the middle", false);
        }
    }

    private void worked() throws IOException {
        if (state == State.WORKING) {
            state = State.READING;
            key.interestOps(SelectionKey.OP_READ);
            goOn(transport.resume(server.buffers(), received));
        }
    }

    private void request(RequestHead.Whole whole) throws IOException {
        received.drop(whole.length());
        Request request = new Request(
                whole.method(),
                whole.target().path(),
                whole.target().query(),
                whole.headers(),
                address,
                transport.certificate());
        ResponseWriter.Framing framing =
                new ResponseWriter.Framing(whole.method().equals("HEAD"), whole.http11(), whole.keepAlive());
        Optional<Response> atOnce = server.application().atOnce(request);
        if (atOnce.isEmpty() && !server.hasRoom()) {
            refuse(503, BUSY, framing.headOnly());
            return;
        }
        state = State.ANSWERING;
        since = System.nanoTime();
        key.interestOps(0);
        if (atOnce.isPresent()) {
            answered(send(atOnce.get(), framing, NONE));
            return;
        }
        Transport.Backpressure backpressure = writeTimeout.backpressure(
                since + server.limits().times().of(Limits.Time.RESPONSE).toNanos(), this::wantsToWrite);
        boolean taken = server.answer(
                request, response -> send(response, framing, backpressure), stays -> guarded(() -> answered(stays)));
        if (!taken) {
            refuse(503, BUSY, framing.headOnly());
        }
    }

    private void wantsToWrite() {
        server.later(() -> guarded(() -> {
            if (state == State.ANSWERING) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
        }));
    }

    private boolean send(Response response, ResponseWriter.Framing framing, Transport.Backpressure backpressure)
            throws IOException {
        return server.writer()
                .send(response.withDefaults(server.application().headers()), framing, transport, backpressure);
    }

    private void answered(boolean stays) throws IOException {
        if (state != State.ANSWERING) {
            return;
        }
        since = System.nanoTime();
        begun = since;
        if (!stays || (ended && received.isEmpty())) {
            finish();
            return;
        }
        state = State.READING;
        key.interestOps(SelectionKey.OP_READ);
        if (!received.isEmpty()) {
            // After the other connections.
            server.later(() -> guarded(() -> {
                if (state == State.READING) {
                    goOn(Transport.Progress.OPEN);
                }
            }));
        }
    }

    private void refuse(int status, String reason, boolean headOnly) throws IOException {
        Response refusal = Response.text(status, status + " " + ResponseWriter.reason(status) + ": " + reason + "\n");
        send(refusal, ResponseWriter.Framing.last(headOnly), NONE);
        finish();
    }

    private void finish() throws IOException {
        state = State.LINGERING;
        since = System.nanoTime();
        transport.end();
        if (ended) {
            close();
        } else {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** A failure of one connection closes this connection only. */
    private void guarded(Step step) {
        try {
            if (state != State.CLOSED) {
                step.run();
            }
        } catch (NoTlsException e) {
            answerWithoutTls();
            close();
        } catch (IOException e) {
            close();
        } catch (RuntimeException e) {
            server.mistake(e);
            close();
        }
    }

    private void answerWithoutTls() {
        try {
            Response refusal = Response.text(400, "400 Bad Request: this port speaks HTTPS\n");
            server.writer().send(refusal, ResponseWriter.Framing.last(false), new PlainTransport(channel), NONE);
        } catch (IOException gone) {
            // The client is gone.
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
