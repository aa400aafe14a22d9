package io.registryexporter.it.exporter;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sizes of the {@code data} files below {@code blobs}, by the name of the directory that they are in. The registry
 * reads a digest from that name wherever the directory is, and so there may be several.
 */
record StoredBlobs(Path blobs, Map<String, LongSummaryStatistics> sizes) {
    private static final int DEPTH = 12;

    static StoredBlobs below(Path blobs) throws IOException {
        Map<String, LongSummaryStatistics> sizes = new TreeMap<>();
        Files.walkFileTree(blobs, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEPTH, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.endsWith("data") && attributes.isRegularFile()) {
                    sizes.computeIfAbsent(
                                    file.getParent().getFileName().toString(), name -> new LongSummaryStatistics())
                            .accept(attributes.size());
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException loopOrGone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return new StoredBlobs(blobs, sizes);
    }

    /** The least and the most bytes that the blobs may have; the file at its right place counts before others. */
    LongSummaryStatistics bytes(Collection<String> digests) {
        long least = 0;
        long most = 0;
        for (String digest : digests) {
            LongSummaryStatistics sizes = sizes(digest);
            least += sizes.getMin();
            most += sizes.getMax();
        }
        LongSummaryStatistics bytes = new LongSummaryStatistics();
        bytes.accept(least);
        bytes.accept(most);
        return bytes;
    }

    private LongSummaryStatistics sizes(String digest) {
        int colon = digest.indexOf(':');
        String hex = digest.substring(colon + 1);
        Path data = blobs.resolve(digest.substring(0, colon))
                .resolve(hex.substring(0, Math.min(2, hex.length())))
                .resolve(hex)
                .resolve("data");
        if (Files.isRegularFile(data)) {
            LongSummaryStatistics only = new LongSummaryStatistics();
            only.accept(data.toFile().length());
            return only;
        }
        LongSummaryStatistics nothing = new LongSummaryStatistics();
        nothing.accept(0);
        return sizes.getOrDefault(hex, nothing);
    }
}
