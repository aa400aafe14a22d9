package io.registryexporter.operator.execute;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Converts an error of the API server to the result of a write. */
final class Refusals {
    private static final int UNPROCESSABLE = 422;
    private static final int MAX_CAUSES = 3;

    private Refusals() {}

    /** The result; throws the exception again if the API server did not decide. */
    static Result of(KubernetesClientException exception) {
        List<StatusCause> causes = causes(exception);
        return switch (exception.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND -> new Result.Gone();
            case HttpURLConnection.HTTP_CONFLICT -> conflict(exception, causes);
            case UNPROCESSABLE -> isAboutUid(causes) ? new Result.Gone() : new Result.Rejected(text(exception));
            case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(exception);
            case HttpURLConnection.HTTP_BAD_REQUEST -> new Result.Rejected(text(exception));
            default -> throw exception;
        };
    }

    private static Result conflict(KubernetesClientException exception, List<StatusCause> causes) {
        List<StatusCause> owned = causes.stream()
                .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
                .toList();
        if (!owned.isEmpty()) {
            return new Result.Conflict(owned.stream()
                            .limit(MAX_CAUSES)
                            .map(cause -> cause.getMessage() + ": " + cause.getField())
                            .collect(Collectors.joining("; "))
                    + (owned.size() > MAX_CAUSES ? " and " + (owned.size() - MAX_CAUSES) + " more" : ""));
        }
        if (text(exception).contains("uid mismatch")) {
            return new Result.Gone();
        }
        throw exception;
    }

    /**
     * An admission plugin or a webhook also answers 403, but its message does not contain that the user "cannot" do
     * something.
     */
    private static Result forbidden(KubernetesClientException exception) {
        String text = text(exception);
        return text.contains(" cannot patch ") || text.contains(" cannot create ")
                ? new Result.Forbidden(text)
                : new Result.Rejected(text);
    }

    private static boolean isAboutUid(List<StatusCause> causes) {
        return causes.stream().anyMatch(cause -> "metadata.uid".equals(cause.getField()));
    }

    private static List<StatusCause> causes(KubernetesClientException exception) {
        return Optional.ofNullable(exception.getStatus())
                .map(Status::getDetails)
                .map(StatusDetails::getCauses)
                .orElse(List.of());
    }

    private static String text(KubernetesClientException exception) {
        return Optional.ofNullable(exception.getStatus())
                .map(Status::getMessage)
                .orElseGet(() -> Objects.requireNonNullElse(exception.getMessage(), exception.toString()));
    }
}
