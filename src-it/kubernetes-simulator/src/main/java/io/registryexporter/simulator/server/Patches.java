package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.simulator.fields.JsonPatchDocument;
import io.registryexporter.simulator.fields.MergePatch;
import io.registryexporter.simulator.fields.PatchFailure;
import io.registryexporter.simulator.fields.StrategicPatch;
import io.registryexporter.simulator.server.Kind.Trait;
import java.util.function.UnaryOperator;

/** The patches other than apply, by content type. */
final class Patches {
    private Patches() {}

    static UnaryOperator<JsonNode> of(String contentType, JsonNode patch, Kind kind) {
        UnaryOperator<JsonNode> change = byType(contentType, patch, kind);
        return object -> {
            try {
                return change.apply(object);
            } catch (PatchFailure e) {
                throw ApiError.rejectedPatch();
            }
        };
    }

    private static UnaryOperator<JsonNode> byType(String contentType, JsonNode patch, Kind kind) {
        return switch (contentType) {
            case "application/json-patch+json" -> object -> JsonPatchDocument.apply(object, patch);
            case "application/merge-patch+json" -> object -> MergePatch.apply(object, patch);
            case "application/strategic-merge-patch+json" -> {
                if (kind.is(Trait.CUSTOM)) {
                    throw ApiError.unsupportedPatch(true);
                }
                yield object -> StrategicPatch.apply(object, patch, kind.shape());
            }
            default -> throw ApiError.unsupportedPatch(kind.is(Trait.CUSTOM));
        };
    }
}
