package io.registryexporter.exporter.manifest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Parses a manifest in one pass. Accepts and refuses the same texts as Go's encoding/json with the registry's structs (R16,
 * R21): field names in any case, the last of two equal keys, any bytes inside strings, at most 10,000 levels, integers
 * only where a struct has integers. A wrong type matters only in a field that the kind of manifest has.
 */
public final class ManifestParser {
    /** The largest manifest in bytes that a registry accepts or serves (R14). */
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final int MAX_DEPTH = 10_000;

    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_BYTES)
                    .maxNameLength(MAX_BYTES)
                    .maxStringLength(MAX_BYTES)
                    .build())
            // A hostile manifest must not fill the tables of names that all parsers share.
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .build();

    private final RegistryVersion version;

    /** Parses like 2.x. */
    public ManifestParser() {
        this(RegistryVersion.V2);
    }

    /** Parses like this version of the registry, but also schema1, which 3.x does not read. */
    public ManifestParser(RegistryVersion version) {
        this.version = version;
    }

    public ParsedManifest parse(byte[] content) {
        try (JsonParser parser = open(content)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new ParsedManifest.Invalid(DamageReason.MANIFEST_INVALID);
            }
            ManifestFields fields = readFields(parser);
            fields.cannotBeSigned |= content[0] != '{';
            boolean trailing = parser.nextToken() != null;
            return trailing ? new ParsedManifest.Invalid(DamageReason.MANIFEST_INVALID) : fields.manifest();
        } catch (IOException e) {
            return new ParsedManifest.Invalid(DamageReason.MANIFEST_INVALID);
        }
    }

    /**
     * In Latin-1 every byte is a character, so bytes that are not UTF-8 are accepted inside strings and refused elsewhere,
     * as in Go. All fields that matter are ASCII. A text that is ASCII as a whole is parsed from its bytes.
     */
    private JsonParser open(byte[] content) throws IOException {
        return isAscii(content)
                ? json.createParser(content)
                : json.createParser(new String(content, StandardCharsets.ISO_8859_1));
    }

    /** A NUL does not count as ASCII here, because the parser would read UTF-16 or UTF-32. */
    private static boolean isAscii(byte[] content) {
        for (byte b : content) {
            if (b <= 0) {
                return false;
            }
        }
        return true;
    }

    private ManifestFields readFields(JsonParser parser) throws IOException {
        ManifestFields fields = new ManifestFields(version);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            parser.nextToken();
            switch (name) {
                case "schemaversion" -> fields.schemaVersion.read(parser);
                case "mediatype" -> fields.mediaType.read(parser);
                case "config" -> fields.config.readOne(parser);
                case "layers" -> fields.layers.readMany(parser);
                case "subject" -> fields.subject.read(parser);
                case "manifests" -> fields.manifests.readMany(parser);
                case "fslayers" -> fields.fsLayers.readMany(parser);
                case "name", "tag", "architecture" -> fields.cannotBeSigned |= !JsonTypes.isString(parser);
                case "history" -> fields.cannotBeSigned |= !JsonTypes.isListOfObjects(parser, "v1Compatibility");
                case "annotations" -> fields.annotationsHaveWrongType |= !JsonTypes.isMapOfStrings(parser);
                default -> parser.skipChildren();
            }
        }
        return fields;
    }
}
