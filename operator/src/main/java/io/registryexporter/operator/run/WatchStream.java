package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Works around fabric8 7.5 in watches by plain HTTP. The client decodes each piece of a body separately together with
 * the rest of the buffer, so that a character beyond ASCII breaks the watch; and it begins a watch only at the first
 * byte.
 */
final class WatchStream implements Interceptor {
    private final Consumer<Throwable> errors;

    /** The consumer receives errors that the client does not report. */
    WatchStream(Consumer<Throwable> errors) {
        this.errors = errors;
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        AsyncBody.Consumer<List<ByteBuffer>> reporting = (pieces, body) -> {
            try {
                consumer.consume(pieces, body);
            } catch (OutOfMemoryError e) {
                errors.accept(e);
                throw e;
            }
        };
        if (!isWatch(request)) {
            return reporting;
        }
        AsciiJson ascii = new AsciiJson();
        return (pieces, body) -> reporting.consume(ascii.apply(pieces), body);
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (consumer != null && isWatch(request) && response.isSuccessful()) {
            try {
                consumer.consume(List.of(), new NoBody());
            } catch (Exception e) {
                throw new IllegalStateException("nothing was consumed", e);
            }
        }
    }

    static boolean isWatch(HttpRequest request) {
        // The raw query, because a label selector may contain watch=true too.
        return List.of(Objects.requireNonNullElse(request.uri().getRawQuery(), "")
                        .split("&"))
                .contains("watch=true");
    }

    private static final class NoBody implements AsyncBody {
        @Override
        public void consume() {
            // There are no bytes to request.
        }

        @Override
        public CompletableFuture<Void> done() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void cancel() {
            // There is nothing to cancel.
        }
    }
}
