package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.scan.result.StoredManifest;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.FileState;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The manifests that were parsed, by the numbers of their digests, from scan to scan. A map of them would cost a hundred
 * bytes more for each. Safe for several threads.
 */
public final class ParsedManifests {
    private static final int PER_CHUNK = 4096;

    private final DigestTable digests;
    private volatile Chunk[] chunks = new Chunk[0];
    private final AtomicInteger scan = new AtomicInteger(1);

    ParsedManifests(DigestTable digests) {
        this.digests = digests;
    }

    /**
     * A manifest and the file that it was parsed from.
     *
     * @param fingerprint of the file's state
     */
    record Parsed(long fingerprint, StoredManifest manifest) {
        boolean isFrom(FileState state) {
            return fingerprint == state.fingerprint();
        }
    }

    /** Neighbours by number, and the scan that each was last read in. */
    private record Chunk(AtomicReferenceArray<Parsed> parsed, AtomicIntegerArray scans) {
        Chunk() {
            this(new AtomicReferenceArray<>(PER_CHUNK), new AtomicIntegerArray(PER_CHUNK));
        }
    }

    /** Begins a scan, which has read nothing yet. */
    void beginScan() {
        scan.incrementAndGet();
    }

    /** The manifest that this scan or an earlier one parsed. */
    Optional<Parsed> get(Digest digest) {
        OptionalInt number = known(digest);
        return number.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(chunkOf(number.getAsInt()).parsed().get(number.getAsInt() % PER_CHUNK));
    }

    /** The manifest of the digest with this number that this scan or an earlier one parsed. */
    Optional<Parsed> get(int number) {
        return number / PER_CHUNK < chunks.length
                ? Optional.ofNullable(chunkOf(number).parsed().get(number % PER_CHUNK))
                : Optional.empty();
    }

    /** The manifest, if this scan has read it. */
    Optional<Parsed> ofThisScan(Digest digest) {
        OptionalInt number = known(digest);
        boolean read = number.isPresent()
                && chunkOf(number.getAsInt()).scans().get(number.getAsInt() % PER_CHUNK) == scan.get();
        return read ? get(digest) : Optional.empty();
    }

    /** Adds a manifest that this scan has read. */
    void put(Digest digest, Parsed parsed) {
        int number = digests.numberOf(digest);
        grow(number);
        chunkOf(number).parsed().set(number % PER_CHUNK, parsed);
        chunkOf(number).scans().set(number % PER_CHUNK, scan.get());
    }

    void remove(Digest digest) {
        known(digest).ifPresent(this::remove);
    }

    /** Forgets the manifest of the digest with this number, which has a chunk. */
    void remove(int number) {
        chunkOf(number).parsed().set(number % PER_CHUNK, null);
    }

    private OptionalInt known(Digest digest) {
        OptionalInt number = digests.find(digest);
        return number.isPresent() && number.getAsInt() / PER_CHUNK < chunks.length ? number : OptionalInt.empty();
    }

    private Chunk chunkOf(int number) {
        return chunks[number / PER_CHUNK];
    }

    private synchronized void grow(int number) {
        Chunk[] now = chunks;
        int needed = number / PER_CHUNK + 1;
        if (needed > now.length) {
            Chunk[] grown = Arrays.copyOf(now, needed);
            Arrays.setAll(grown, i -> i < now.length ? now[i] : new Chunk());
            chunks = grown;
        }
    }
}
