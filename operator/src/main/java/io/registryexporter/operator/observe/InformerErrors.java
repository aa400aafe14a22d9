package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ExceptionHandler;
import java.net.HttpURLConnection;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What an informer does about an error: it tries again, whatever came in between. Only at its start a refusal ends it,
 * because somebody has to put that right.
 */
public final class InformerErrors implements ExceptionHandler {
    private static final Set<Integer> REFUSALS = Set.of(
            HttpURLConnection.HTTP_UNAUTHORIZED, HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND);

    private final Consumer<Throwable> listener;

    /** The listener hears of each error. */
    public InformerErrors(Consumer<Throwable> listener) {
        this.listener = listener;
    }

    @Override
    public boolean retryAfterException(boolean isStarted, Throwable exception) {
        report(exception);
        return isStarted || !isRefusal(exception);
    }

    /** Lets the listener hear of an error that somebody else deals with. */
    public void report(Throwable exception) {
        listener.accept(exception);
    }

    /** Whether the API server has decided that the operator may not, or that there is no such kind. */
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
