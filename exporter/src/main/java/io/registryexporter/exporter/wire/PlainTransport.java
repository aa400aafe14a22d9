package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A connection without TLS. */
record PlainTransport(SocketChannel channel) implements Transport {

    @Override
    public Progress receive(ReadBuffers buffers, RequestBuffer received) throws IOException {
        ByteBuffer net = buffers.net().clear();
        int count = channel.read(net);
        received.add(net.flip());
        return count < 0 ? Progress.ENDED : Progress.OPEN;
    }

    @Override
    public Progress resume(ReadBuffers buffers, RequestBuffer received) {
        return Progress.OPEN;
    }

    @Override
    public void work() {
        // Nothing is slow without TLS.
    }

    @Override
    public boolean isEstablished() {
        return true;
    }

    @Override
    public void send(ByteBuffer bytes, Backpressure backpressure) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                backpressure.await();
            }
        }
    }

    @Override
    public void end() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.empty();
    }
}
