package io.registryexporter.exporter.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Checks the types of fields whose values do not matter, because Go refuses a manifest with a wrong type. Each method reads
 * the current value of the parser, and returns whether its type is right; null always is.
 */
final class JsonTypes {
    /** Returned if the value is not a list of strings. */
    static final int WRONG = -1;

    private static final int BASE64_GROUP = 4;
    private static final Pattern BYTE = Pattern.compile("1?\\d?\\d|2[0-4]\\d|25[0-5]");
    private static final Pattern LINE_ENDS = Pattern.compile("[\r\n]");

    private JsonTypes() {}

    static boolean isString(JsonParser parser) throws IOException {
        boolean string = isNullOr(parser, JsonToken.VALUE_STRING);
        parser.skipChildren();
        return string;
    }

    /** What Go reads into bytes: Base64 with padding, in which line ends do not count, or a list of numbers. */
    static boolean areBytes(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return isBase64(parser.getText());
        }
        return token == JsonToken.START_ARRAY ? isListOfBytes(parser) : isString(parser);
    }

    private static boolean isBase64(String text) {
        try {
            String encoded = LINE_ENDS.matcher(text).replaceAll("");
            Base64.getDecoder().decode(encoded);
            return encoded.length() % BASE64_GROUP == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isListOfBytes(JsonParser parser) throws IOException {
        boolean bytes = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            bytes &= token == JsonToken.VALUE_NULL
                    || (token == JsonToken.VALUE_NUMBER_INT
                            && BYTE.matcher(parser.getText()).matches());
            parser.skipChildren();
        }
        return bytes;
    }

    static boolean isListOfStrings(JsonParser parser) throws IOException {
        return countStrings(parser) != WRONG;
    }

    /** The number of entries of a list of strings, or {@link #WRONG}. */
    static int countStrings(JsonParser parser) throws IOException {
        return isNullOr(parser, JsonToken.START_ARRAY) ? countStrings(parser, JsonToken.END_ARRAY) : skip(parser);
    }

    static boolean isMapOfStrings(JsonParser parser) throws IOException {
        int count =
                isNullOr(parser, JsonToken.START_OBJECT) ? countStrings(parser, JsonToken.END_OBJECT) : skip(parser);
        return count != WRONG;
    }

    /** A list of objects whose field of this name, if there is one, is a string. */
    static boolean isListOfObjects(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return isNullOr(parser, JsonToken.START_ARRAY) || skip(parser) != WRONG;
        }
        boolean objects = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            objects &= isObject(parser, field);
        }
        return objects;
    }

    private static boolean isObject(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return isNullOr(parser, JsonToken.START_OBJECT) || skip(parser) != WRONG;
        }
        boolean string = true;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean meant = parser.currentName().equalsIgnoreCase(field);
            parser.nextToken();
            string &= isString(parser) || !meant;
        }
        return string;
    }

    private static int countStrings(JsonParser parser, JsonToken end) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return 0;
        }
        boolean strings = true;
        int count = 0;
        for (JsonToken token = parser.nextToken(); token != end; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                parser.nextToken();
            }
            strings &= isString(parser);
            count++;
        }
        return strings ? count : WRONG;
    }

    private static int skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return WRONG;
    }

    private static boolean isNullOr(JsonParser parser, JsonToken token) {
        return parser.currentToken() == token || parser.currentToken() == JsonToken.VALUE_NULL;
    }
}
