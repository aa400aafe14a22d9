package io.registryexporter.exporter.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The fields whose values nobody here needs, but whose types make Go refuse the manifest. Each reads the value that the
 * parser stands on, and says whether it has the shape; null always has.
 */
final class Shape {
    private Shape() {}

    static boolean isObject(JsonParser parser) throws IOException {
        boolean object = isNullOr(parser, JsonToken.START_OBJECT);
        parser.skipChildren();
        return object;
    }

    static boolean isListOfStrings(JsonParser parser) throws IOException {
        return isNullOr(parser, JsonToken.START_ARRAY) ? areStrings(parser, JsonToken.END_ARRAY) : skip(parser);
    }

    static boolean isMapOfStrings(JsonParser parser) throws IOException {
        return isNullOr(parser, JsonToken.START_OBJECT) ? areStrings(parser, JsonToken.END_OBJECT) : skip(parser);
    }

    private static boolean areStrings(JsonParser parser, JsonToken end) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return true;
        }
        boolean strings = true;
        for (JsonToken token = parser.nextToken(); token != end; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                parser.nextToken();
            }
            strings &= isNullOr(parser, JsonToken.VALUE_STRING);
            parser.skipChildren();
        }
        return strings;
    }

    private static boolean skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return false;
    }

    private static boolean isNullOr(JsonParser parser, JsonToken token) {
        return parser.currentToken() == token || parser.currentToken() == JsonToken.VALUE_NULL;
    }
}
