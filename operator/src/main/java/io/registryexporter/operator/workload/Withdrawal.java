package io.registryexporter.operator.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What the operator has noted on a workload from which it has withdrawn the exporter. It stands on the workload because
 * there it is written in one step with the withdrawal, and outlives the operator.
 *
 * @param attempt digest of all that the failed try was made of: while it is the same there is no other try
 * @param reason code of what happened
 * @param message the same for people
 */
public record Withdrawal(String attempt, String reason, String message) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads the annotation; one that somebody has spoilt is of no attempt. */
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

    /** The annotation. */
    public String text() {
        return JSON.createObjectNode()
                .put("attempt", attempt)
                .put("reason", reason)
                .put("message", message)
                .toString();
    }
}
