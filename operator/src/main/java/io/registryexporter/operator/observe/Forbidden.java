package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Whether an informer could not start because it is not allowed; the client wraps that several times. */
final class Forbidden {
    private Forbidden() {}

    static boolean is(KubernetesClientException exception) {
        Throwable cause = exception;
        while (cause != null) {
            if (cause instanceof KubernetesClientException refusal
                    && refusal.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
