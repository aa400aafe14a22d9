package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.manifest.Reference;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The references of a manifest, in twelve bytes each, because there are many manifests. */
public final class References {
    private static final long FOREIGN = Reference.UNDECLARED + 1;
    private static final long MANIFEST = Reference.UNDECLARED + 2;
    private static final int NO_SUBJECT = -1;
    private static final long SMALLEST = Reference.UNDECLARED + 3;

    private final int[] numbers;
    private final long[] sizes;
    /** An int, because the class has room for one at no cost. */
    private final int subject;

    private References(int[] numbers, long[] sizes, int subject) {
        this.numbers = numbers;
        this.sizes = sizes;
        this.subject = subject;
    }

    /**
     * The references of a manifest, numbered by {@code digests}.
     *
     * @param subject the manifest that it refers to, which is none of its references
     */
    public static References of(List<Reference> references, Optional<Digest> subject, DigestTable digests) {
        int[] numbers = references.stream()
                .mapToInt(reference -> digests.numberOf(reference.digest()))
                .toArray();
        return new References(
                numbers,
                references.stream().mapToLong(References::size).toArray(),
                subject.map(digests::numberOf).orElse(NO_SUBJECT));
    }

    private static long size(Reference reference) {
        return switch (reference.kind()) {
            case FOREIGN -> FOREIGN;
            case MANIFEST -> MANIFEST;
            case BLOB, LAYER ->
                reference.size() == Reference.UNDECLARED ? Reference.UNDECLARED : Math.max(reference.size(), SMALLEST);
        };
    }

    /** How many there are. */
    public int count() {
        return numbers.length;
    }

    /** The number of the digest of one of them. */
    public int number(int index) {
        return numbers[index];
    }

    /** The number of the digest of the manifest that this one refers to, such as the image of a signature. */
    public OptionalInt subject() {
        return subject == NO_SUBJECT ? OptionalInt.empty() : OptionalInt.of(subject);
    }

    /** Whether a client asks for the reference as a blob, by the links of {@code _layers} (R27). */
    public boolean isBlob(int index) {
        return sizes[index] != FOREIGN && sizes[index] != MANIFEST;
    }

    /** The numbers of the references that a client asks for as blobs. */
    public IntStream blobs() {
        return IntStream.range(0, numbers.length).filter(this::isBlob).map(this::number);
    }

    /** Whether a blob has the size that the manifest declares; every size fits if none is declared. */
    public boolean fits(int index, long bytes) {
        return sizes[index] == Reference.UNDECLARED || sizes[index] == bytes;
    }

    /** The declared size of a blob in bytes. */
    public long declared(int index) {
        return sizes[index];
    }
}
