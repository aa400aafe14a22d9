package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Finds the status code of an informer that could not start; the client wraps the exception several times. */
final class Forbidden {
    private Forbidden() {}

    /** Whether the API server forbids the request. */
    static boolean is(KubernetesClientException exception) {
        return hasCode(exception, HttpURLConnection.HTTP_FORBIDDEN);
    }

    /** Whether the API server does not serve the kind. */
    static boolean isMissing(KubernetesClientException exception) {
        return hasCode(exception, HttpURLConnection.HTTP_NOT_FOUND);
    }

    private static boolean hasCode(KubernetesClientException exception, int code) {
        Throwable cause = exception;
        while (cause != null) {
            if (cause instanceof KubernetesClientException refusal && refusal.getCode() == code) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
