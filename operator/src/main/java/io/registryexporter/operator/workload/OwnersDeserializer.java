package io.registryexporter.operator.workload;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.io.IOException;
import java.util.Map;

/**
 * Reads only those {@code managedFields} that {@link ContainerOwners} needs: the managed fields are more than half of a
 * workload in an informer.
 */
public final class OwnersDeserializer extends JsonDeserializer<FieldsV1> {

    @Override
    public FieldsV1 deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = parser.readValueAsTree();
        for (String step : ContainerOwners.PATH) {
            node = node.path(step);
        }
        FieldsV1 fields = new FieldsV1();
        if (!node.isMissingNode()) {
            Map<String, Object> kept = Map.of();
            for (int i = ContainerOwners.PATH.size() - 1; i > 0; i--) {
                kept = Map.of(ContainerOwners.PATH.get(i), kept);
            }
            fields.setAdditionalProperty(ContainerOwners.PATH.get(0), kept);
        }
        return fields;
    }
}
