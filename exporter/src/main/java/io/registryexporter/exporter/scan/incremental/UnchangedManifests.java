package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.scan.reader.ManifestReader;
import io.registryexporter.exporter.scan.result.Manifests;
import io.registryexporter.exporter.scan.result.References;
import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Node;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The manifests of one scan, each read once. A blob never changes (R14), so a manifest that an earlier scan parsed is taken
 * over as long as the file has the same size, time and inode. Safe for several threads.
 */
public final class UnchangedManifests {
    private final ManifestReader reader;
    private final ParsedManifests parsed;
    private final ConcurrentMap<Digest, StoredManifest> notParsed = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Long> late = new ConcurrentHashMap<>();

    /** The manifests of a scan that begins now. */
    public UnchangedManifests(ManifestReader reader, PreviousScan previous) {
        this.reader = reader;
        this.parsed = previous.base().manifests();
        parsed.beginScan();
    }

    /** The manifest of a digest. */
    public StoredManifest read(Digest digest) {
        Optional<ParsedManifests.Parsed> done = parsed.ofThisScan(digest);
        if (done.isPresent()) {
            return done.get().manifest();
        }
        Node node = reader.look(digest);
        if (node instanceof Node.File file) {
            return read(digest, file);
        }
        parsed.remove(digest);
        DamageReason reason = node.fault().orElse(DamageReason.MANIFEST_BLOB_MISSING);
        return keep(digest, new StoredManifest.NotStored(reason));
    }

    private StoredManifest read(Digest digest, Node.File file) {
        Optional<ParsedManifests.Parsed> earlier = parsed.get(digest).filter(known -> known.isFrom(file.state()));
        if (earlier.isPresent()) {
            return keep(digest, earlier.get());
        }
        parsed.remove(digest);
        ManifestReader.Read read = reader.read(file);
        return read.parsed()
                ? keep(digest, new ParsedManifests.Parsed(file.state().fingerprint(), read.manifest()))
                : keep(digest, read.manifest());
    }

    /** A manifest that this scan did not find at first may be there now. */
    private StoredManifest keep(Digest digest, ParsedManifests.Parsed manifest) {
        parsed.put(digest, manifest);
        notParsed.remove(digest);
        return manifest.manifest();
    }

    private StoredManifest keep(Digest digest, StoredManifest manifest) {
        notParsed.put(digest, manifest);
        return manifest;
    }

    /** Whether this scan or an earlier one parsed the manifest, and its blob is still stored. */
    boolean isParsed(Digest digest) {
        return parsed.get(digest).isPresent() && reader.isStored(digest);
    }

    /** All manifests that were read. */
    public Manifests all() {
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
                    .orElseThrow(() -> new IllegalArgumentException("the scan did not read the manifest " + digest))
                    .manifest();
        }
    }

    /** Looks for the blobs that a manifest names and that were written after the scan listed the blobs. */
    public void lookForLateBlobs(References references) {
        references
                .blobs()
                .filter(number -> !late.containsKey(number))
                .forEach(number -> reader.sizeOfLateBlob(number).ifPresent(size -> late.put(number, size)));
    }

    /** The stored bytes of the late blobs that were found, by the numbers of their digests. */
    public Map<Integer, Long> lateBlobs() {
        return late;
    }
}
