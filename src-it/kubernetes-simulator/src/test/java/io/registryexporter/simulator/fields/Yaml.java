package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Trees as short as they can be written; without the dashes they would be taken for JSON. */
public final class Yaml {
    private Yaml() {}

    public static JsonNode tree(String yaml) {
        return Serialization.unmarshal("---\n" + yaml, JsonNode.class);
    }

    public static ObjectNode object(String yaml) {
        return (ObjectNode) tree(yaml);
    }
}
