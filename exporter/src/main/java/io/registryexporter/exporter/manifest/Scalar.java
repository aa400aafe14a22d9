package io.registryexporter.exporter.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.IOException;

/** A field of a Go struct, an int64 or a string: null does not change it, another type is an error. */
final class Scalar {
    private final JsonToken type;
    private long number;
    private String string = "";
    private boolean wrongType;
    private boolean set;

    private Scalar(JsonToken type) {
        this.type = type;
    }

    static Scalar integer() {
        return new Scalar(JsonToken.VALUE_NUMBER_INT);
    }

    static Scalar text() {
        return new Scalar(JsonToken.VALUE_STRING);
    }

    /** Reads the current value of the parser. */
    void read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return;
        }
        set = true;
        if (token != type) {
            wrongType = true;
            parser.skipChildren();
        } else if (type == JsonToken.VALUE_STRING) {
            string = parser.getText();
        } else {
            readNumber(parser);
        }
    }

    private void readNumber(JsonParser parser) throws IOException {
        try {
            number = parser.getLongValue();
        } catch (InputCoercionException beyondInt64) {
            wrongType = true;
        }
    }

    long number() {
        return number;
    }

    String string() {
        return string;
    }

    /** Whether the field is there and is not null. */
    boolean isSet() {
        return set;
    }

    boolean hasWrongType() {
        return wrongType;
    }
}
