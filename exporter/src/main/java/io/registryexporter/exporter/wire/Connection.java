package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;

/**
 * One client. All of it belongs to the thread that reads, but for the time of an answer, in which its link belongs to the
 * thread that answers, and that one may wait for the client.
 */
final class Connection implements Crowd.Member {
    private static final Duration LINGER = Duration.ofSeconds(2);
    private static final String BUSY = "too many requests at a time";
    private static final Link.Patience NONE = () -> {
        throw new IOException("the client does not take its answer");
    };

    private enum State {
        READING,
        WORKING,
        ANSWERING,
        /** All is said; what still comes is read away, so that the client gets the answer and no reset. */
        LINGERING,
        CLOSED
    }

    private final Service service;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final String address;
    private final Link link;
    private final Inbox inbox = new Inbox();
    private final Stall stall = new Stall();
    private State state = State.READING;
    private boolean ended;
    private long since = System.nanoTime();
    private long begun = since;

    Connection(Service service, SocketChannel channel, SelectionKey key, String address, Link link) {
        this.service = service;
        this.channel = channel;
        this.key = key;
        this.address = address;
        this.link = link;
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

    /** For how long the client has taken nothing of its answer, in nanoseconds. */
    long stalled() {
        return state == State.ANSWERING ? stall.nanos() : 0;
    }

    /** The network has something for it, or takes something. */
    void ready() {
        guarded(() -> {
            switch (state) {
                case READING -> {
                    boolean quiet = inbox.isEmpty();
                    Link.Progress progress = link.receive(service.scratch(), inbox);
                    if (quiet && !inbox.isEmpty()) {
                        begun = System.nanoTime();
                    }
                    goOn(progress);
                }
                case ANSWERING -> {
                    key.interestOps(0);
                    stall.over();
                }
                case LINGERING -> {
                    if (channel.read(service.scratch().net().clear()) < 0) {
                        close();
                    }
                }
                case WORKING, CLOSED -> key.interestOps(0);
            }
        });
    }

    /** Looks whether the client has had its time. */
    void look(long now) {
        Limits limits = service.limits();
        switch (state) {
            case READING, WORKING -> {
                if (!link.isEstablished()) {
                    closeIf(now - since > limits.handshake().toNanos());
                } else if (inbox.isEmpty()) {
                    closeIf(now - since > limits.idle().toNanos());
                } else if (state == State.READING
                        && now - begun > limits.request().toNanos()) {
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
        stall.end();
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone in any case.
        }
        service.gone(this);
    }

    private void goOn(Link.Progress progress) throws IOException {
        if (progress == Link.Progress.WORK) {
            state = State.WORKING;
            key.interestOps(0);
            service.work(link::work, () -> guarded(this::worked));
            return;
        }
        ended |= progress == Link.Progress.ENDED;
        RequestHead head = inbox.head();
        if (head instanceof RequestHead.Refused refused) {
            refuse(refused.status(), refused.reason(), refused.headOnly());
        } else if (head instanceof RequestHead.Whole whole) {
            request(whole);
        } else if (ended && inbox.isEmpty()) {
            close();
        } else if (ended) {
            refuse(400, "the request ends in the middle", false);
        }
    }

    private void worked() throws IOException {
        if (state == State.WORKING) {
            state = State.READING;
            key.interestOps(SelectionKey.OP_READ);
            goOn(link.resume(service.scratch(), inbox));
        }
    }

    private void request(RequestHead.Whole whole) throws IOException {
        inbox.drop(whole.length());
        Request request = new Request(
                whole.method(),
                whole.target().path(),
                whole.target().query(),
                whole.headers(),
                address,
                link.certificate());
        ResponseWriter.Form form =
                new ResponseWriter.Form(whole.method().equals("HEAD"), whole.http11(), whole.keepAlive());
        Optional<Response> atOnce = service.application().atOnce(request);
        if (atOnce.isEmpty() && !service.hasRoom()) {
            refuse(503, BUSY, form.headOnly());
            return;
        }
        state = State.ANSWERING;
        since = System.nanoTime();
        key.interestOps(0);
        if (atOnce.isPresent()) {
            answered(send(atOnce.get(), form, NONE));
            return;
        }
        Link.Patience patience =
                stall.patience(since + service.limits().response().toNanos(), this::wantsToWrite);
        boolean taken = service.answer(
                request, response -> send(response, form, patience), stays -> guarded(() -> answered(stays)));
        if (!taken) {
            refuse(503, BUSY, form.headOnly());
        }
    }

    private void wantsToWrite() {
        service.later(() -> guarded(() -> {
            if (state == State.ANSWERING) {
                key.interestOps(SelectionKey.OP_WRITE);
            }
        }));
    }

    private boolean send(Response response, ResponseWriter.Form form, Link.Patience patience) throws IOException {
        return service.writer().send(response.withDefaults(service.application().headers()), form, link, patience);
    }

    private void answered(boolean stays) throws IOException {
        if (state != State.ANSWERING) {
            return;
        }
        since = System.nanoTime();
        begun = since;
        if (!stays || (ended && inbox.isEmpty())) {
            finish();
            return;
        }
        state = State.READING;
        key.interestOps(SelectionKey.OP_READ);
        if (!inbox.isEmpty()) {
            // In turn with the others.
            service.later(() -> guarded(() -> {
                if (state == State.READING) {
                    goOn(Link.Progress.OPEN);
                }
            }));
        }
    }

    private void refuse(int status, String reason, boolean headOnly) throws IOException {
        Response refusal = Response.text(status, status + " " + ResponseWriter.reason(status) + ": " + reason + "\n");
        send(refusal, ResponseWriter.Form.last(headOnly), NONE);
        finish();
    }

    private void finish() throws IOException {
        state = State.LINGERING;
        since = System.nanoTime();
        link.end();
        if (ended) {
            close();
        } else {
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    /** One client's trouble is not another's. */
    private void guarded(Step step) {
        try {
            if (state != State.CLOSED) {
                step.run();
            }
        } catch (NoTlsException e) {
            answerInTheClear();
            close();
        } catch (IOException e) {
            close();
        } catch (RuntimeException e) {
            service.mistake(e);
            close();
        }
    }

    private void answerInTheClear() {
        try {
            Response refusal = Response.text(400, "400 Bad Request: this port speaks HTTPS\n");
            service.writer().send(refusal, ResponseWriter.Form.last(false), new PlainLink(channel), NONE);
        } catch (IOException gone) {
            // It has gone without an answer.
        }
    }

    private interface Step {
        void run() throws IOException;
    }
}
