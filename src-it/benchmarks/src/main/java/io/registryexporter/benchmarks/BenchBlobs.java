package io.registryexporter.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A storage of blobs that cannot be compressed, the same at each run, and of nothing else.
 *
 * @param blobs how many there are
 * @param mib how large each of them is
 */
record BenchBlobs(int blobs, int mib) {
    private static final String COMPLETE = "complete";

    /** All bytes, in MiB. */
    int allMib() {
        return blobs * mib;
    }

    /** The v2 directory below {@code directory}; what was written there before is used again. */
    Path writtenBelow(Path directory) throws IOException {
        Path root = directory.resolve("blobs-" + blobs + "x" + mib);
        Path v2 = root.resolve("docker/registry/v2");
        if (!Files.exists(root.resolve(COMPLETE))) {
            Files.createDirectories(v2.resolve("repositories"));
            IntStream.range(0, blobs).forEach(number -> write(v2, number));
            Files.createFile(root.resolve(COMPLETE));
        }
        return v2;
    }

    private void write(Path v2, int number) {
        byte[] content = new byte[mib << 20];
        new Random(number).nextBytes(content);
        String digest = sha256(content);
        Path blob = v2.resolve("blobs/sha256").resolve(digest.substring(0, 2)).resolve(digest);
        try {
            Files.write(Files.createDirectories(blob).resolve("data"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
