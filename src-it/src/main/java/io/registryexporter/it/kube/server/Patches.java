package io.registryexporter.it.kube.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.it.kube.fields.JsonPatchDocument;
import io.registryexporter.it.kube.fields.MergePatch;
import io.registryexporter.it.kube.fields.PatchFailure;
import io.registryexporter.it.kube.fields.StrategicPatch;
import io.registryexporter.it.kube.server.Kind.Trait;
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
