package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.storage.ByteRate;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;

/** Reads blobs, one at a time, and compares each with its digest. Not for several threads. */
public final class BlobCheck {
    /** Larger buffers are no faster, and cost memory in each thread. */
    private static final int BUFFER = 128 << 10;

    private static final Duration OLD = Duration.ofSeconds(60);
    private static final Map<String, String> ALGORITHMS =
            Map.of("sha256", "SHA-256", "sha384", "SHA-384", "sha512", "SHA-512");

    private final StorageFiles files;
    private final Layout layout;
    private final ByteRate rate;
    private final Clock clock;
    private final Pause pause;
    private final IntConsumer readBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /**
     * A check for one thread.
     *
     * @param readBytes takes the number of bytes of each piece that was read
     */
    public BlobCheck(
            StorageFiles files, Layout layout, ByteRate rate, Clock clock, Pause pause, IntConsumer readBytes) {
        this.files = files;
        this.layout = layout;
        this.rate = rate;
        this.clock = clock;
        this.pause = pause;
        this.readBytes = readBytes;
    }

    private record Read(Optional<DamageReason> fault, boolean mayBeInFlux) {
        static Read of(Node node) {
            return new Read(
                    node instanceof Node.Faulty faulty ? Optional.of(faulty.reason()) : Optional.empty(), false);
        }
    }

    /**
     * What is wrong with a stored blob. A blob that is gone is not wrong, nor is a blob of an algorithm that no registry
     * computes. A registry may still be writing a young blob, so a young blob that looks corrupt is read twice (R24).
     */
    public Optional<DamageReason> fault(Digest digest) {
        if (!ALGORITHMS.containsKey(digest.algorithm())) {
            return Optional.empty();
        }
        Read read = read(digest);
        if (read.mayBeInFlux()) {
            pause.run();
            read = read(digest);
        }
        return read.fault();
    }

    /** A scan has listed the blob, so the directories above it need no look. */
    private Read read(Digest digest) {
        Node node = files.look(layout.v2().resolve(String.join("/", layout.blobData(digest))));
        if (node instanceof Node.Directory) {
            return new Read(Optional.of(DamageReason.NOT_A_REGULAR_FILE), false);
        }
        return node instanceof Node.File file ? read(digest, file) : Read.of(node);
    }

    private Read read(Digest digest, Node.File file) {
        MessageDigest content = messageDigest(digest);
        Node outcome = files.read(file, buffer, rate, piece -> {
            readBytes.accept(piece.remaining());
            content.update(piece);
        });
        if (!(outcome instanceof Node.File)) {
            return Read.of(outcome);
        }
        boolean same = HexFormat.of().formatHex(content.digest()).equals(digest.encoded());
        return same ? Read.of(file) : new Read(Optional.of(DamageReason.BLOB_CORRUPT), isYoung(file));
    }

    /** A time in the future, such as that of a file server, is old. */
    private boolean isYoung(Node.File file) {
        return Duration.between(file.modified(), clock.instant()).abs().compareTo(OLD) <= 0;
    }

    private static MessageDigest messageDigest(Digest digest) {
        try {
            return MessageDigest.getInstance(ALGORITHMS.get(digest.algorithm()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-2", e);
        }
    }
}
