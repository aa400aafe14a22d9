package io.registryexporter.operator.run;

import com.fasterxml.jackson.core.JacksonException;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.observe.InformerErrors;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Why the operator could not start.
 *
 * @param isTransient whether another attempt may succeed, because the API server did not decide
 * @param message for the user
 */
record StartFailure(boolean isTransient, String message) {
    private static final int LONGEST_CHAIN = 100;

    /** The message of the framework if the role for the lease is missing. */
    private static final String NO_LEASE = "No permission to lease resource";

    static StartFailure of(Throwable failure) {
        String text = RootCause.text(failure);
        if (text.startsWith(NO_LEASE)) {
            return new StartFailure(false, roles(text));
        }
        Optional<KubernetesClientException> answer = chain(failure)
                .filter(KubernetesClientException.class::isInstance)
                .map(KubernetesClientException.class::cast)
                .filter(exception -> exception.getCode() > 0)
                .findFirst();
        if (InformerErrors.isRefusal(failure)) {
            return new StartFailure(false, refused(answer.orElseThrow().getCode(), text));
        }
        boolean unreachable = chain(failure)
                .anyMatch(cause -> cause instanceof KubernetesClientException
                        || cause instanceof IOException
                        || cause instanceof TimeoutException
                        || cause instanceof JacksonException);
        return unreachable
                ? new StartFailure(true, text)
                : new StartFailure(false, "cannot start: " + text + ". Unexpected, please report it");
    }

    private static String refused(int code, String text) {
        return switch (code) {
            case HttpURLConnection.HTTP_FORBIDDEN -> roles(text);
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "cannot start: the API server does not know the operator's credentials: " + text
                        + ". Check KUBECONFIG, or the ServiceAccount";
            default ->
                "cannot start: the API server does not serve a kind that it served a moment ago: " + text
                        + ". Install the CustomResourceDefinition with kubectl apply -k crds";
        };
    }

    private static String roles(String text) {
        return "cannot start: " + text
                + ". Apply the roles in deploy; with LEADER_ELECTION=false the operator needs no lease";
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(LONGEST_CHAIN);
    }
}
