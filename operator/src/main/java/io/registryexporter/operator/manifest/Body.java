package io.registryexporter.operator.manifest;

import io.fabric8.kubernetes.client.http.AsyncBody;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The body of an answer, which is there at once. */
final class Body implements AsyncBody {
    private final byte[] bytes;
    private final Consumer<List<ByteBuffer>> consumer;
    private final AtomicBoolean consumed = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Body(byte[] bytes, Consumer<List<ByteBuffer>> consumer) {
        this.bytes = bytes.clone();
        this.consumer = consumer;
    }

    /** The consumer asks for more while it consumes. */
    @Override
    public void consume() {
        if (consumed.getAndSet(true)) {
            return;
        }
        try {
            consumer.consume(List.of(ByteBuffer.wrap(bytes)), this);
            done.complete(null);
        } catch (Exception e) {
            done.completeExceptionally(e);
        }
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void cancel() {
        done.cancel(false);
    }
}
