package io.registryexporter.exporter.manifest;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.util.ArrayList;
import java.util.List;

/** The fields of one manifest while it is read, and the decision what kind of manifest they make (R15, R16). */
final class ManifestFields {
    final Scalar schemaVersion = Scalar.integer();
    final Scalar mediaType = Scalar.text();
    final Descriptors config = Descriptors.ofContent();
    final Descriptors layers = Descriptors.ofContent();
    final Descriptors manifests = Descriptors.ofContent();
    final Descriptors fsLayers = Descriptors.ofBlobSums();
    /** Matters for OCI images only; the registry's other structs have no annotations. */
    boolean annotationsHaveWrongType;

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
            case "application/vnd.docker.distribution.manifest.list.v2+json",
                    "application/vnd.oci.image.index.v1+json" -> index();
            case "" -> manifests.present() && !manifests.hasWrongType() ? index() : image(annotationsHaveWrongType);
            default -> new ParsedManifest.Invalid(DamageReason.MANIFEST_UNSUPPORTED);
        };
    }

    private ParsedManifest image(boolean wrong) {
        List<Digest> references = new ArrayList<>(config.digests());
        references.addAll(layers.digests());
        return valid(
                wrong || config.hasWrongType() || layers.hasWrongType(),
                new Manifest.Image(layers.count(), layers.size()),
                references);
    }

    private ParsedManifest index() {
        return valid(manifests.hasWrongType(), new Manifest.Index(manifests.digests()), manifests.digests());
    }

    private ParsedManifest schema1() {
        return valid(
                fsLayers.hasWrongType(),
                new Manifest.Schema1(fsLayers.count(), fsLayers.digests()),
                fsLayers.digests());
    }

    private static ParsedManifest valid(boolean wrong, Manifest manifest, List<Digest> references) {
        return wrong
                ? new ParsedManifest.Invalid(DamageReason.MANIFEST_INVALID)
                : new ParsedManifest.Valid(manifest, List.copyOf(references));
    }
}
