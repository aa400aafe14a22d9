package io.registryexporter.support.corpus.random;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A blob or a manifest, as others name it.
 *
 * @param digest what it is called
 * @param stored the digest that it lies under: a registry keeps every blob under its sha256 (R12)
 */
record Content(String mediaType, String digest, String stored, long size) {
    private static final ObjectMapper JSON = new ObjectMapper();

    ObjectNode descriptor() {
        return JSON.createObjectNode()
                .put("mediaType", mediaType)
                .put("digest", digest)
                .put("size", size);
    }
}
