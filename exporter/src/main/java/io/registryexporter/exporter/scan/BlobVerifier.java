package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.reader.BlobCheck;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.StoredBlobs;
import io.registryexporter.exporter.storage.ByteRate;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/** Reads every blob that a scan listed, once, on the threads of an executor, and compares it with its digest. */
public final class BlobVerifier {
    private static final int MIB_BITS = 20;

    private final ReaderPool readers;
    private final int threads;
    private final Pace pace;
    private final ByteRate rate;
    private final Clock clock;
    private final Pause pause;

    /**
     * A verifier of any number of scans.
     *
     * @param threads how many blobs are read at the same time
     * @param pace at which the file system is asked
     * @param rate at which blobs are read
     */
    public BlobVerifier(ExecutorService readers, int threads, Pace pace, ByteRate rate, Clock clock, Pause pause) {
        this.readers = new ReaderPool(readers);
        this.threads = threads;
        this.pace = pace;
        this.rate = rate;
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * The blobs whose content does not have their digest, or that cannot be read, and why.
     *
     * @param root the directory that no symbolic link may leave
     * @param v2 the v2 directory in it
     * @param scanned what a scan of it found
     * @throws IOException if the root cannot be resolved any more
     * @throws InterruptedException if the verification was interrupted
     */
    public Map<Digest, DamageReason> verify(Path root, Path v2, ScannedStorage scanned, ScanProgress progress)
            throws IOException, InterruptedException {
        StorageFiles files = new StorageFiles(root, v2, pace);
        Layout layout = new Layout(v2);
        int[] numbers = largestFirst(scanned.blobs());
        progress.begin("MiB of blobs verified", mebibytes(scanned.blobs().bytes() + (1 << MIB_BITS) - 1));
        AtomicLong bytes = new AtomicLong();
        IntConsumer readBytes = count -> progress.reach(mebibytes(bytes.addAndGet(count)));
        AtomicInteger next = new AtomicInteger();
        Callable<Map<Digest, DamageReason>> worker = () -> {
            BlobCheck check = new BlobCheck(files, layout, rate, clock, pause, readBytes);
            Map<Digest, DamageReason> faults = new HashMap<>();
            for (int i = next.getAndIncrement(); i < numbers.length; i = next.getAndIncrement()) {
                Digest digest = scanned.digests().digest(numbers[i]);
                check.fault(digest).ifPresent(reason -> faults.put(digest, reason));
            }
            return faults;
        };
        Map<Digest, DamageReason> faults = new TreeMap<>(Comparator.comparing(Digest::toString));
        readers.all(Collections.nCopies(threads, worker)).forEach(faults::putAll);
        progress.begin("", 0);
        return faults;
    }

    /** So that no thread begins a large blob when the others are done. */
    private static int[] largestFirst(StoredBlobs blobs) {
        long[] smallestFirst = new long[blobs.count()];
        int count = 0;
        for (int number = 0; number < blobs.limit(); number++) {
            if (blobs.contains(number)) {
                smallestFirst[count++] = key(blobs.size(number), number);
            }
        }
        Arrays.sort(smallestFirst, 0, count);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (int) smallestFirst[count - 1 - i];
        }
        return numbers;
    }

    /** Sorts by size: the bits of non-negative floats have the order of the floats. Objects would cost more. */
    private static long key(long size, int number) {
        return (long) Float.floatToIntBits((float) size) << Integer.SIZE | number;
    }

    private static int mebibytes(long bytes) {
        return (int) Math.min(Integer.MAX_VALUE, bytes >> MIB_BITS);
    }
}
