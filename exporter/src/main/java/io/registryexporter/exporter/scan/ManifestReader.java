package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.manifest.ManifestParser;
import io.registryexporter.exporter.manifest.ParsedManifest;
import io.registryexporter.exporter.storage.BlobLocator;
import io.registryexporter.exporter.storage.Content;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.StorageFiles;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Reads the manifests of one scan, each digest once. A blob never changes (R14), so what an earlier scan parsed is
 * taken over as long as the file has the same size, time and inode.
 */
final class ManifestReader {

    private final StorageFiles files;
    private final Layout layout;
    private final StoredBlobs stored;
    private final BlobLocator blobs;
    private final ManifestParser parser;
    private final DigestTable digests;
    private final ParsedManifests parsed;
    private final ConcurrentMap<Digest, StoredManifest> notParsed = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Long> late = new ConcurrentHashMap<>();
    private final RegistryVersion version;

    ManifestReader(
            StorageFiles files,
            Layout layout,
            StoredBlobs stored,
            ManifestParser parser,
            DigestTable digests,
            ParsedManifests parsed,
            RegistryVersion version) {
        this.version = version;
        this.files = files;
        this.layout = layout;
        this.stored = stored;
        this.blobs = new BlobLocator(files, layout);
        this.parser = parser;
        this.digests = digests;
        this.parsed = parsed;
    }

    StoredManifest read(Digest digest) {
        Optional<ParsedManifests.Parsed> done = parsed.ofThisScan(digest);
        if (done.isPresent()) {
            return done.get().manifest();
        }
        Node node = look(digest);
        if (node instanceof Node.File file) {
            return read(digest, file);
        }
        parsed.remove(digest);
        DamageReason reason = node instanceof Node.Faulty faulty ? faulty.reason() : DamageReason.MANIFEST_BLOB_MISSING;
        return keep(digest, new StoredManifest.NotStored(reason));
    }

    /** The way to a blob that this scan has listed need not be looked at step by step. */
    private Node look(Digest digest) {
        if (isStored(digest)
                && files.look(layout.v2().resolve(String.join("/", layout.blobData(digest))))
                        instanceof Node.File file) {
            return file;
        }
        Node node = blobs.look(digest);
        if (isStored(digest) && node instanceof Node.Missing) {
            files.lookAtListed(layout.v2()
                    .resolve(String.join("/", layout.blobData(digest)))
                    .getParent());
        }
        return node;
    }

    private boolean isStored(Digest digest) {
        OptionalInt number = digests.find(digest);
        return number.isPresent() && stored.contains(number.getAsInt());
    }

    /** Whether a manifest was parsed, by this scan or an earlier one, of a blob that is still stored. */
    boolean isParsed(Digest digest) {
        return parsed.get(digest).isPresent() && isStored(digest);
    }

    private StoredManifest read(Digest digest, Node.File file) {
        Optional<ParsedManifests.Parsed> before = parsed.get(digest).filter(earlier -> earlier.isFrom(file.state()));
        if (before.isPresent()) {
            return keep(digest, before.get());
        }
        parsed.remove(digest);
        if (file.size() > ManifestParser.MAX_BYTES) {
            return keep(digest, new StoredManifest.Unusable(DamageReason.MANIFEST_TOO_LARGE));
        }
        Content content = files.read(file, ManifestParser.MAX_BYTES);
        if (content instanceof Content.Bytes bytes) {
            StoredManifest manifest = parse(bytes.bytes());
            return keep(digest, new ParsedManifests.Parsed(file.state().fingerprint(), manifest));
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

    /** 3.x serves no schema1 manifest (R15). */
    private StoredManifest usable(ParsedManifest.Valid valid) {
        return version == RegistryVersion.V3 && valid.manifest() instanceof Manifest.Schema1
                ? new StoredManifest.Unusable(DamageReason.MANIFEST_UNSUPPORTED)
                : new StoredManifest.Usable(
                        valid.manifest(), References.of(valid.references(), digests), valid.complete());
    }

    /** What was not there a moment ago, in the same scan, may be there now. */
    private StoredManifest keep(Digest digest, ParsedManifests.Parsed outcome) {
        parsed.put(digest, outcome);
        notParsed.remove(digest);
        return outcome.manifest();
    }

    private StoredManifest keep(Digest digest, StoredManifest outcome) {
        notParsed.put(digest, outcome);
        return outcome;
    }

    /** All that were read. */
    Manifests all() {
        return new All(parsed, notParsed);
    }

    private record All(ParsedManifests parsed, Map<Digest, StoredManifest> notParsed) implements Manifests {
        @Override
        public StoredManifest get(Digest digest) {
            StoredManifest other = notParsed.get(digest);
            if (other != null) {
                return other;
            }
            return parsed.get(digest)
                    .orElseThrow(() -> new IllegalArgumentException("nobody read the manifest " + digest))
                    .manifest();
        }
    }

    /** The stored bytes of blobs that manifests name and that came since the blobs were listed, by their numbers. */
    Map<Integer, Long> lateBlobs() {
        return late;
    }

    /** Looks for the blobs that a manifest names and that were not there when the blobs were listed. */
    void lookForLateBlobs(References references) {
        references
                .blobs()
                .filter(number -> !stored.contains(number) && !late.containsKey(number))
                .forEach(number -> {
                    if (blobs.look(digests.digest(number)) instanceof Node.File file) {
                        late.put(number, file.size());
                    }
                });
    }
}
