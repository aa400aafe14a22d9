package io.registryexporter.exporter.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.registryexporter.exporter.storage.Digest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A field that holds one content descriptor or an array of them (OCI image spec 1.1, "Content Descriptors"). */
final class Descriptors {
    private final boolean onlyBlobSums;
    private final List<Digest> digests = new ArrayList<>();
    private int count;
    private long size;
    private boolean present;
    private boolean wrongType;

    private Descriptors(boolean onlyBlobSums) {
        this.onlyBlobSums = onlyBlobSums;
    }

    /** Entries with {@code mediaType}, {@code digest} and {@code size}. */
    static Descriptors ofContent() {
        return new Descriptors(false);
    }

    /** The entries of a schema1 manifest: {@code blobSum} and nothing else. */
    static Descriptors ofBlobSums() {
        return new Descriptors(true);
    }

    /** Reads an array; when the field comes twice, the last one counts. */
    void readMany(JsonParser parser) throws IOException {
        clear();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            present = true;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readDescriptor(parser);
            }
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            wrongType = true;
            parser.skipChildren();
        }
    }

    private static void readOr(JsonParser parser, boolean wanted, Scalar field) throws IOException {
        if (wanted) {
            field.read(parser);
        } else {
            parser.skipChildren();
        }
    }

    /** Reads a single descriptor. */
    void readOne(JsonParser parser) throws IOException {
        clear();
        readDescriptor(parser);
    }

    private void clear() {
        digests.clear();
        count = 0;
        size = 0;
        present = false;
    }

    private void readDescriptor(JsonParser parser) throws IOException {
        count++;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            readFields(parser);
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) {
            wrongType = true;
            parser.skipChildren();
        }
    }

    private void readFields(JsonParser parser) throws IOException {
        Scalar bytes = Scalar.integer();
        Scalar digest = Scalar.text();
        Scalar mediaType = Scalar.text();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            parser.nextToken();
            if (onlyBlobSums) {
                readOr(parser, name.equals("blobsum"), digest);
                continue;
            }
            switch (name) {
                case "digest" -> digest.read(parser);
                case "size" -> bytes.read(parser);
                case "mediatype" -> mediaType.read(parser);
                case "urls" -> wrongType |= !Shape.isListOfStrings(parser);
                case "annotations" -> wrongType |= !Shape.isMapOfStrings(parser);
                case "platform" -> wrongType |= !Shape.isObject(parser);
                default -> parser.skipChildren();
            }
        }
        wrongType |= bytes.hasWrongType() || digest.hasWrongType() || mediaType.hasWrongType();
        size = SaturatedSum.of(size, bytes.number());
        Digest.parse(digest.string()).ifPresent(digests::add);
    }

    int count() {
        return count;
    }

    /** Sum of the declared sizes in bytes, negative ones included, saturated. */
    long size() {
        return size;
    }

    List<Digest> digests() {
        return List.copyOf(digests);
    }

    /** Whether the field is there and an array, if an empty one. */
    boolean present() {
        return present;
    }

    boolean hasWrongType() {
        return wrongType;
    }
}
