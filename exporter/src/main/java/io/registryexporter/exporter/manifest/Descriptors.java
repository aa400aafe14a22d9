package io.registryexporter.exporter.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A field that holds one content descriptor or an array of them (OCI image spec 1.1, "Content Descriptors"). */
final class Descriptors {
    private static final Set<String> MANIFESTS = Set.of(
            "application/vnd.oci.image.manifest.v1+json",
            "application/vnd.oci.image.index.v1+json",
            "application/vnd.docker.distribution.manifest.v2+json",
            "application/vnd.docker.distribution.manifest.list.v2+json",
            "application/vnd.docker.distribution.manifest.v1+json",
            "application/vnd.docker.distribution.manifest.v1+prettyjws");

    private final boolean onlyBlobSums;
    private final RegistryVersion version;
    private final List<Reference> references = new ArrayList<>();
    private int count;
    private int unnamed;
    private long size;
    private boolean present;
    private boolean wrongType;
    private boolean featuresHaveWrongType;

    private Descriptors(boolean onlyBlobSums, RegistryVersion version) {
        this.onlyBlobSums = onlyBlobSums;
        this.version = version;
    }

    /** Entries with {@code mediaType}, {@code digest} and {@code size}, in the form that this version of the registry reads. */
    static Descriptors ofContent(RegistryVersion version) {
        return new Descriptors(false, version);
    }

    /** The entries of a schema1 manifest: {@code blobSum} and nothing else. */
    static Descriptors ofBlobSums() {
        return new Descriptors(true, RegistryVersion.V2);
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

    private static void readOr(JsonParser parser, boolean needed, Scalar field) throws IOException {
        if (needed) {
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
        references.clear();
        unnamed = 0;
        count = 0;
        size = 0;
        present = false;
    }

    private void readDescriptor(JsonParser parser) throws IOException {
        count++;
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            readFields(parser);
        } else {
            unnamed++;
            wrongType |= parser.currentToken() != JsonToken.VALUE_NULL;
            parser.skipChildren();
        }
    }

    private void readFields(JsonParser parser) throws IOException {
        Scalar bytes = Scalar.integer();
        Scalar digest = Scalar.text();
        Scalar mediaType = Scalar.text();
        boolean urls = false;
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
                case "urls" -> {
                    int count = JsonTypes.countStrings(parser);
                    urls = count > 0;
                    wrongType |= count == JsonTypes.WRONG;
                }
                case "annotations" -> wrongType |= !JsonTypes.isMapOfStrings(parser);
                case "platform" -> readPlatform(parser);
                case "data" -> wrongType |= !JsonTypes.areBytes(parser) && version == RegistryVersion.V3;
                case "artifacttype" -> wrongType |= !JsonTypes.isString(parser) && version == RegistryVersion.V3;
                default -> parser.skipChildren();
            }
        }
        wrongType |= bytes.hasWrongType() || digest.hasWrongType() || mediaType.hasWrongType();
        size = SaturatedSum.of(size, bytes.number());
        add(Digest.parse(digest.string()), bytes.isSet() ? bytes.number() : Reference.UNDECLARED, mediaType, urls);
    }

    private void readPlatform(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrongType |= parser.currentToken() != JsonToken.VALUE_NULL;
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            parser.nextToken();
            switch (name) {
                case "architecture", "os", "os.version", "variant" -> wrongType |= !JsonTypes.isString(parser);
                case "os.features" -> wrongType |= !JsonTypes.isListOfStrings(parser);
                case "features" -> featuresHaveWrongType |= !JsonTypes.isListOfStrings(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void add(Optional<Digest> digest, long bytes, Scalar mediaType, boolean urls) {
        Reference.Kind kind = kind(mediaType.string(), urls);
        if (digest.isPresent()) {
            references.add(new Reference(digest.get(), bytes, kind));
        } else if (kind != Reference.Kind.FOREIGN) {
            unnamed++;
        }
    }

    private static Reference.Kind kind(String mediaType, boolean urls) {
        if (urls && (mediaType.contains(".foreign.") || mediaType.contains(".nondistributable."))) {
            return Reference.Kind.FOREIGN;
        }
        if (mediaType.isEmpty() || MANIFESTS.contains(mediaType)) {
            return Reference.Kind.MANIFEST;
        }
        return mediaType.contains(".layer.") || mediaType.contains(".rootfs.")
                ? Reference.Kind.LAYER
                : Reference.Kind.BLOB;
    }

    int count() {
        return count;
    }

    /** Sum of the declared sizes in bytes, negative ones included, saturated. */
    long size() {
        return size;
    }

    /** The references in their order, without entries that have no valid digest. */
    List<Reference> references() {
        return List.copyOf(references);
    }

    /** The references, all of them blobs of the repository. */
    List<Reference> ownBlobs() {
        return references.stream()
                .map(reference -> new Reference(reference.digest(), reference.size(), Reference.Kind.BLOB))
                .toList();
    }

    /** The references, all of them layers, except those that a client fetches from elsewhere. */
    List<Reference> blobs() {
        return references.stream()
                .map(reference -> reference.kind() == Reference.Kind.FOREIGN
                        ? reference
                        : new Reference(reference.digest(), reference.size(), Reference.Kind.LAYER))
                .toList();
    }

    /** How many entries a client needs and cannot ask for, because they have no valid digest. */
    int unnamed() {
        return unnamed;
    }

    /** Whether the field is there and is an array, perhaps an empty one. */
    boolean present() {
        return present;
    }

    boolean hasWrongType() {
        return wrongType;
    }

    /** Whether {@code features} of a platform, which only docker's lists have, is of a wrong type. */
    boolean hasFeaturesOfWrongType() {
        return featuresHaveWrongType;
    }
}
