package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** What the server writes into a CustomResourceDefinition. */
final class Definitions {
    private Definitions() {}

    /** Accepts the names and serves the versions at once. */
    static void establish(ObjectNode crd, String now) {
        ObjectNode names = crd.withObject("/spec/names");
        String kind = names.path("kind").asText();
        if (!names.has("listKind")) {
            names.put("listKind", kind + "List");
        }
        if (!names.has("singular")) {
            names.put("singular", kind.toLowerCase(Locale.ROOT));
        }
        if (!crd.path("spec").has("conversion")) {
            crd.withObject("/spec/conversion").put("strategy", "None");
        }
        ObjectNode status = crd.withObject("/status");
        status.set("acceptedNames", names.deepCopy());
        if (!status.has("conditions")) {
            ArrayNode conditions = status.putArray("conditions");
            condition(conditions, now, "NamesAccepted", "NoConflicts", "no conflicts found");
            condition(conditions, now, "Established", "InitialNamesAccepted", "the initial names have been accepted");
        }
        ArrayNode versions = status.putArray("storedVersions");
        for (JsonNode version : crd.path("spec").path("versions")) {
            if (version.path("storage").asBoolean()) {
                versions.add(version.path("name").asText());
            }
        }
    }

    private static void condition(ArrayNode conditions, String now, String type, String reason, String message) {
        conditions
                .addObject()
                .put("lastTransitionTime", now)
                .put("message", message)
                .put("reason", reason)
                .put("status", "True")
                .put("type", type);
    }
}
