package io.registryexporter.operator.execute;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** The message of the API server, without the text that the client adds. */
public final class ApiErrorMessage {
    private ApiErrorMessage() {}

    /** The message. */
    public static String of(KubernetesClientException exception) {
        return Optional.ofNullable(exception.getStatus())
                .map(Status::getMessage)
                .or(() -> Optional.ofNullable(exception.getMessage()))
                .orElseGet(exception::toString);
    }
}
