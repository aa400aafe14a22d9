package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes an informer try again after any error. A refusal ends an informer only at its start, because a user has to fix
 * the cause.
 */
public final class InformerErrors implements ExceptionHandler {
    private static final Set<Integer> REFUSALS = Set.of(
            HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND);

    private final Consumer<Throwable> listener;

    /** Reports each error to the listener. */
    public InformerErrors(Consumer<Throwable> listener) {
        this.listener = listener;
    }

    @Override
    public boolean retryAfterException(boolean isStarted, Throwable exception) {
        report(exception);
        return isStarted || !isRefusal(exception);
    }

    /** Reports an error that the caller handles. */
    public void report(Throwable exception) {
        listener.accept(exception);
    }

    /** Whether the API server refuses access, or does not serve the kind. */
    public static boolean isRefusal(Throwable exception) {
        Throwable cause = exception;
        while (cause != null) {
            if (cause instanceof KubernetesClientException refusal && REFUSALS.contains(refusal.getCode())) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
