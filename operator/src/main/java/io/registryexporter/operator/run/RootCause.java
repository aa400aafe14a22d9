package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** The message of the root cause on one line. */
final class RootCause {
    private RootCause() {}

    static String text(Throwable exception) {
        Throwable root = exception;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        Throwable first = root;
        return status(first)
                .map(Status::getMessage)
                .or(() -> Optional.ofNullable(first.getMessage()))
                .orElse(first.toString());
    }

    private static Optional<Status> status(Throwable exception) {
        return exception instanceof KubernetesClientException refusal
                ? Optional.ofNullable(refusal.getStatus())
                : Optional.empty();
    }
}
