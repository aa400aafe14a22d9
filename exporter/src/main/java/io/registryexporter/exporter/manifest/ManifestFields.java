package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.util.ArrayList;
import java.util.List;

/** The fields of one manifest while it is read, and the decision which kind of manifest it is (R15, R16). */
final class ManifestFields {
    final Scalar schemaVersion = Scalar.integer();
    final Scalar mediaType = Scalar.text();
    final Descriptors config;
    final Descriptors layers;
    final Descriptors manifests;
    final Descriptors fsLayers = Descriptors.ofBlobSums();
    final Subject subject = new Subject();
    /** Matters for OCI images, and for OCI indexes in 3.x; the registry's other structs have no annotations. */
    boolean annotationsHaveWrongType;
    /** Matters for schema1 only, which 2.x signs again: another field has a wrong type, or the text cannot be signed. */
    boolean cannotBeSigned;

    private final RegistryVersion version;

    ManifestFields(RegistryVersion version) {
        this.version = version;
        this.config = Descriptors.ofContent(version);
        this.layers = Descriptors.ofContent(version);
        this.manifests = Descriptors.ofContent(version);
    }

    ParsedManifest manifest() {
        if (schemaVersion.hasWrongType() || mediaType.hasWrongType()) {
            return new ParsedManifest.Invalid(DamageReason.MANIFEST_INVALID);
        }
        if (schemaVersion.number() == 1) {
            return schema1();
        }
        if (schemaVersion.number() != 2) {
            return new ParsedManifest.Invalid(DamageReason.MANIFEST_UNSUPPORTED);
        }
        return switch (mediaType.string()) {
            case "application/vnd.docker.distribution.manifest.v2+json" -> image(false);
            case "application/vnd.oci.image.manifest.v1+json" -> image(annotationsHaveWrongType);
            case "application/vnd.docker.distribution.manifest.list.v2+json" ->
                index(manifests.hasFeaturesOfWrongType());
            case "application/vnd.oci.image.index.v1+json" -> index(isNoOciIndex());
            case "" -> untyped();
            default -> new ParsedManifest.Invalid(DamageReason.MANIFEST_UNSUPPORTED);
        };
    }

    /** Whether an OCI index has a field of a wrong type; 3.x reads annotations, 2.x reads the index as a docker list. */
    private boolean isNoOciIndex() {
        return version == RegistryVersion.V3 ? annotationsHaveWrongType : manifests.hasFeaturesOfWrongType();
    }

    /** The registry reads a manifest without a media type as an index first, and panics if that fails. */
    private ParsedManifest untyped() {
        boolean image = !manifests.present() && !manifests.hasWrongType();
        return image ? image(annotationsHaveWrongType) : index(isNoOciIndex());
    }

    private ParsedManifest image(boolean wrong) {
        List<Reference> references = new ArrayList<>(config.ownBlobs());
        boolean complete = references.size() == 1 && layers.unnamed() == 0;
        references.addAll(layers.blobs());
        return valid(
                wrong || config.hasWrongType() || layers.hasWrongType(),
                new Manifest.Image(layers.count(), layers.size()),
                references,
                complete);
    }

    private ParsedManifest index(boolean wrong) {
        List<Reference> entries = manifests.references();
        List<Digest> children = entries.stream()
                .filter(entry -> entry.kind() == Reference.Kind.MANIFEST)
                .map(Reference::digest)
                .toList();
        List<Reference> blobs = entries.stream()
                .filter(entry -> entry.kind() == Reference.Kind.LAYER)
                .toList();
        long size = blobs.stream()
                .mapToLong(Reference::size)
                .filter(bytes -> bytes != Reference.UNDECLARED)
                .reduce(0, SaturatedSum::of);
        return valid(
                wrong || manifests.hasWrongType(),
                new Manifest.Index(children, blobs.size(), size),
                entries,
                manifests.unnamed() == 0);
    }

    private ParsedManifest schema1() {
        List<Digest> sums =
                fsLayers.references().stream().map(Reference::digest).toList();
        return valid(
                cannotBeSigned || fsLayers.hasWrongType(),
                new Manifest.Schema1(fsLayers.count(), sums),
                fsLayers.blobs(),
                fsLayers.unnamed() == 0);
    }

    private ParsedManifest valid(boolean wrong, Manifest manifest, List<Reference> references, boolean complete) {
        return wrong
                ? new ParsedManifest.Invalid(DamageReason.MANIFEST_INVALID)
                : new ParsedManifest.Valid(manifest, List.copyOf(references), complete, subject.digest());
    }
}
