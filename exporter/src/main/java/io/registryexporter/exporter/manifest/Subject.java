package io.registryexporter.exporter.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.registryexporter.exporter.storage.Digest;
import java.io.IOException;
import java.util.Optional;

/**
 * The field {@code subject}: which manifest a signature or another artifact refers to (OCI image spec 1.1). The registry
 * ignores the field (R20), so no value of the field is an error.
 */
final class Subject {
    private Optional<Digest> digest = Optional.empty();

    /** Reads the current value of the parser. */
    void read(JsonParser parser) throws IOException {
        digest = Optional.empty();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean names = parser.currentName().equalsIgnoreCase("digest");
            if (parser.nextToken() == JsonToken.VALUE_STRING && names) {
                digest = Digest.parse(parser.getText());
            } else {
                parser.skipChildren();
            }
        }
    }

    /** The digest of the other manifest, if the field has a valid one. */
    Optional<Digest> digest() {
        return digest;
    }
}
