package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.ManifestParser;
import io.registryexporter.exporter.manifest.ParsedManifest;
import io.registryexporter.exporter.storage.BlobLocator;
import io.registryexporter.exporter.storage.Content;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.StorageFiles;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Reads the manifests of one scan, each digest once. A blob never changes (R14), so what an earlier scan parsed is
 * taken over as long as the file has the same size and time.
 */
final class ManifestReader implements Manifests {

    /**
     * A manifest and the file that it was parsed from.
     *
     * @param digest its key, the same object for as long as it is remembered
     * @param modifiedMillis of the file
     */
    record Parsed(Digest digest, long size, long modifiedMillis, StoredManifest manifest) {
        boolean isFrom(Node.File file) {
            return size == file.size() && modifiedMillis == file.modified().toEpochMilli();
        }
    }

    private final StorageFiles files;
    private final BlobLocator blobs;
    private final ManifestParser parser;
    private final DigestTable digests;
    private final Map<Digest, Parsed> earlier;
    private final ConcurrentMap<Digest, Parsed> parsed = new ConcurrentHashMap<>();
    private final ConcurrentMap<Digest, StoredManifest> notParsed = new ConcurrentHashMap<>();

    ManifestReader(
            StorageFiles files,
            BlobLocator blobs,
            ManifestParser parser,
            DigestTable digests,
            Map<Digest, Parsed> earlier) {
        this.files = files;
        this.blobs = blobs;
        this.parser = parser;
        this.digests = digests;
        this.earlier = earlier;
    }

    StoredManifest read(Digest digest) {
        Parsed done = parsed.get(digest);
        if (done != null) {
            return done.manifest();
        }
        Node node = blobs.look(digest);
        if (node instanceof Node.File file) {
            return read(digest, file);
        }
        DamageReason reason = node instanceof Node.Faulty faulty ? faulty.reason() : DamageReason.MANIFEST_BLOB_MISSING;
        return keep(digest, new StoredManifest.NotStored(reason));
    }

    private StoredManifest read(Digest digest, Node.File file) {
        Parsed before = earlier.get(digest);
        if (before != null && before.isFrom(file)) {
            parsed.put(before.digest(), before);
            return before.manifest();
        }
        if (file.size() > ManifestParser.MAX_BYTES) {
            return keep(digest, new StoredManifest.Unusable(DamageReason.MANIFEST_TOO_LARGE));
        }
        Content content = files.read(file, ManifestParser.MAX_BYTES);
        if (content instanceof Content.Bytes bytes) {
            StoredManifest manifest = parse(bytes.bytes());
            parsed.put(digest, new Parsed(digest, file.size(), file.modified().toEpochMilli(), manifest));
            return manifest;
        }
        return keep(
                digest,
                content instanceof Content.Faulty faulty
                        ? new StoredManifest.Unusable(faulty.reason())
                        : new StoredManifest.NotStored(DamageReason.MANIFEST_BLOB_MISSING));
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

    private StoredManifest usable(ParsedManifest.Valid valid) {
        return new StoredManifest.Usable(
                valid.manifest(),
                valid.references().stream().mapToInt(digests::numberOf).toArray(),
                valid.references().stream()
                        .filter(digest -> !(digest instanceof Digest.Sha256))
                        .toList());
    }

    private StoredManifest keep(Digest digest, StoredManifest outcome) {
        notParsed.put(digest, outcome);
        return outcome;
    }

    /** What was parsed, for the next scan. */
    Map<Digest, Parsed> parsed() {
        return parsed;
    }

    @Override
    public StoredManifest get(Digest digest) {
        Parsed done = parsed.get(digest);
        if (done != null) {
            return done.manifest();
        }
        StoredManifest other = notParsed.get(digest);
        if (other == null) {
            throw new IllegalArgumentException("nobody read the manifest " + digest);
        }
        return other;
    }

    /** The stored bytes of a blob. */
    Optional<Long> blobSize(Digest digest) {
        return blobs.look(digest) instanceof Node.File file ? Optional.of(file.size()) : Optional.empty();
    }
}
