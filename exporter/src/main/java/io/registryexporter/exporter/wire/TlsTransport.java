package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * A connection with TLS. Between two reads it keeps only an incomplete record. A handshake does not wait for its client to
 * take bytes: they are few, and fit into the buffers of the system.
 */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] NO_BYTES = {};
    private static final Backpressure NONE = () -> {
        throw new IOException("the client does not take its handshake");
    };

    private final SocketChannel channel;
    private final SSLEngine engine;
    private byte[] left = NO_BYTES;
    private boolean begun;
    private boolean ended;
    private boolean established;

    TlsTransport(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
    }

    @Override
    public Progress receive(ReadBuffers buffers, RequestBuffer received) throws IOException {
        ByteBuffer net = buffers.net().clear().put(left);
        ended |= channel.read(net) < 0;
        return goOn(net.flip(), buffers, received);
    }

    @Override
    public Progress resume(ReadBuffers buffers, RequestBuffer received) throws IOException {
        return goOn(buffers.net().clear().put(left).flip(), buffers, received);
    }

    private Progress goOn(ByteBuffer net, ReadBuffers buffers, RequestBuffer received) throws IOException {
        if (!begun && net.hasRemaining()) {
            begun = true;
            if (Character.isLetter(net.get(0))) {
                throw new NoTlsException();
            }
        }
        try {
            Progress progress = unwrapAll(net, buffers, received);
            left = new byte[net.remaining()];
            net.get(left);
            return progress;
        } catch (SSLException e) {
            sendAlert();
            throw e;
        }
    }

    private Progress unwrapAll(ByteBuffer net, ReadBuffers buffers, RequestBuffer received) throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> {
                    return Progress.WORK;
                }
                case NEED_WRAP -> {
                    if (wrap(NOTHING, NONE) == SSLEngineResult.Status.CLOSED) {
                        return Progress.ENDED;
                    }
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {
                    if (!net.hasRemaining()) {
                        return ended ? Progress.ENDED : Progress.OPEN;
                    }
                    ByteBuffer clear = buffers.clear().clear();
                    SSLEngineResult result = engine.unwrap(net, clear);
                    established |= result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED
                            || result.bytesProduced() > 0;
                    received.add(clear.flip());
                    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
                        return Progress.ENDED;
                    }
                    if (result.getStatus() != SSLEngineResult.Status.OK) {
                        return ended ? Progress.ENDED : Progress.OPEN;
                    }
                }
            }
        }
    }

    private SSLEngineResult.Status wrap(ByteBuffer bytes, Backpressure backpressure) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        SSLEngineResult result = engine.wrap(bytes, out);
        established |= result.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.FINISHED;
        write(out.flip(), backpressure);
        boolean stuck = result.bytesProduced() == 0 && result.bytesConsumed() == 0;
        return stuck ? SSLEngineResult.Status.CLOSED : result.getStatus();
    }

    private void write(ByteBuffer bytes, Backpressure backpressure) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                backpressure.await();
            }
        }
    }

    /** Sends the alert of TLS. */
    private void sendAlert() {
        try {
            while (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                if (wrap(NOTHING, NONE) == SSLEngineResult.Status.CLOSED) {
                    return;
                }
            }
        } catch (IOException gone) {
            // The client is gone.
        }
    }

    @Override
    public void work() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    @Override
    public boolean isEstablished() {
        return established;
    }

    @Override
    public void send(ByteBuffer bytes, Backpressure backpressure) throws IOException {
        while (bytes.hasRemaining()) {
            if (wrap(bytes, backpressure) == SSLEngineResult.Status.CLOSED) {
                throw new IOException("the client has ended TLS");
            }
        }
    }

    @Override
    public void end() throws IOException {
        engine.closeOutbound();
        sendAlert();
        channel.shutdownOutput();
    }

    @Override
    public Optional<X509Certificate> certificate() {
        try {
            return Optional.of((X509Certificate) engine.getSession().getPeerCertificates()[0]);
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        }
    }
}
