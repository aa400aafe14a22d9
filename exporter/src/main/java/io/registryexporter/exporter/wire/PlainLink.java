package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A connection in the clear. */
record PlainLink(SocketChannel channel) implements Link {

    @Override
    public Progress receive(Scratch scratch, Inbox inbox) throws IOException {
        ByteBuffer net = scratch.net().clear();
        int count = channel.read(net);
        inbox.add(net.flip());
        return count < 0 ? Progress.ENDED : Progress.OPEN;
    }

    @Override
    public Progress resume(Scratch scratch, Inbox inbox) {
        return Progress.OPEN;
    }

    @Override
    public void work() {
        // There is never any.
    }

    @Override
    public boolean isEstablished() {
        return true;
    }

    @Override
    public void send(ByteBuffer bytes, Patience patience) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.write(bytes) == 0) {
                patience.await();
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
