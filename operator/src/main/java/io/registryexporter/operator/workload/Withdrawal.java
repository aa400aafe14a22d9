package io.registryexporter.operator.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.registryexporter.operator.api.Verdict;

/**
 * The note of the operator on a workload from which it withdrew the exporter. The operator writes the note to the
 * workload in one request with the withdrawal, so that the note outlives the operator.
 *
 * @param attempt fingerprint of the failed injection; the operator does not repeat an injection with that fingerprint
 * @param reason code of the failure
 * @param message explanation for the user
 */
public record Withdrawal(String attempt, String reason, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the annotation; an invalid one matches no attempt. */
    static Withdrawal parse(String annotation) {
        try {
            JsonNode note = JSON.readTree(annotation);
            return new Withdrawal(
                    note.path("attempt").asText(),
                    note.path("reason").asText(),
                    note.path("message").asText());
        } catch (JsonProcessingException e) {
            return new Withdrawal("", "", "");
        }
    }

    /** A note with the reason code and message of a verdict. */
    public static Withdrawal of(String attempt, Verdict verdict) {
        return new Withdrawal(attempt, verdict.reason().toString(), verdict.message());
    }

    /** The annotation. */
    public String text() {
        return JSON.createObjectNode()
                .put("attempt", attempt)
                .put("reason", reason)
                .put("message", message)
                .toString();
    }
}
