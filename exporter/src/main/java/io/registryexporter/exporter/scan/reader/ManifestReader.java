package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.manifest.ManifestParser;
import io.registryexporter.exporter.manifest.ParsedManifest;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.StoredBlobs;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.BlobLocator;
import io.registryexporter.exporter.storage.Content;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reads manifests, and looks for the blobs that they name. */
public final class ManifestReader {
    private final StorageFiles files;
    private final Layout layout;
    private final StoredBlobs stored;
    private final DigestTable digests;
    private final BlobLocator blobs;
    private final ManifestParser parser;
    private final RegistryVersion version;

    /**
     * A reader for one scan.
     *
     * @param stored the blobs that the scan has listed
     * @param digests the numbers of their digests, and of those that manifests name
     */
    public ManifestReader(
            StorageFiles files, Layout layout, StoredBlobs stored, DigestTable digests, RegistryVersion version) {
        this.files = files;
        this.layout = layout;
        this.stored = stored;
        this.digests = digests;
        this.blobs = new BlobLocator(files, layout);
        this.parser = new ManifestParser(version);
        this.version = version;
    }

    /** The blob of a manifest. */
    public Node look(Digest digest) {
        if (!isStored(digest)) {
            return blobs.look(digest);
        }
        // The scan has listed the blob, so the directories above it need no look.
        Path data = layout.v2().resolve(String.join("/", layout.blobData(digest)));
        if (files.look(data) instanceof Node.File file) {
            return file;
        }
        Node node = blobs.look(digest);
        if (node instanceof Node.Missing) {
            files.lookAtListed(data.getParent());
        }
        return node;
    }

    /** Whether the scan has listed the blob of a digest. */
    public boolean isStored(Digest digest) {
        OptionalInt number = digests.find(digest);
        return number.isPresent() && stored.contains(number.getAsInt());
    }

    /**
     * A manifest as it was read.
     *
     * @param parsed whether the content was read and parsed, so that the same file always gives the same manifest
     */
    public record Read(StoredManifest manifest, boolean parsed) {}

    /** The manifest in a file that has been looked at. */
    public Read read(Node.File file) {
        if (file.size() > ManifestParser.MAX_BYTES) {
            return new Read(new StoredManifest.Unusable(DamageReason.MANIFEST_TOO_LARGE), false);
        }
        Content content = files.read(file, ManifestParser.MAX_BYTES);
        if (content instanceof Content.Bytes bytes) {
            return new Read(parse(bytes.bytes()), true);
        }
        return new Read(
                content instanceof Content.Faulty faulty
                        ? new StoredManifest.Unusable(faulty.reason())
                        : new StoredManifest.NotStored(DamageReason.MANIFEST_BLOB_MISSING),
                false);
    }

    private StoredManifest parse(byte[] content) {
        if (content.length > ManifestParser.MAX_BYTES) {
            return new StoredManifest.Unusable(DamageReason.MANIFEST_TOO_LARGE);
        }
        ParsedManifest outcome = parser.parse(content);
        return outcome instanceof ParsedManifest.Valid valid
                ? usable(valid)
                : new StoredManifest.Unusable(((ParsedManifest.Invalid) outcome).reason());
    }

    /** 3.x serves no schema1 manifest (R15). */
    private StoredManifest usable(ParsedManifest.Valid valid) {
        return version == RegistryVersion.V3 && valid.manifest() instanceof Manifest.Schema1
                ? new StoredManifest.Unusable(DamageReason.MANIFEST_UNSUPPORTED)
                : new StoredManifest.Usable(
                        valid.manifest(),
                        References.of(valid.references(), valid.subject(), digests),
                        valid.complete());
    }

    /** The stored bytes of a blob that was written after the scan listed the blobs. */
    public OptionalLong sizeOfLateBlob(int number) {
        return !stored.contains(number) && blobs.look(digests.digest(number)) instanceof Node.File file
                ? OptionalLong.of(file.size())
                : OptionalLong.empty();
    }
}
