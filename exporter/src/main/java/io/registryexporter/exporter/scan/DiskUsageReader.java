package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.reader.ReaderPool;
import io.registryexporter.exporter.storage.DiskDirectories;
import io.registryexporter.exporter.storage.DiskUsage;
import io.registryexporter.exporter.storage.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/** Counts everything that lies below a path, on the threads of an executor. */
public final class DiskUsageReader {
    /** Bounds the directories that wait: the deepest come first. */
    private static final int AT_A_TIME = 256;

    private final ReaderPool readers;
    private final Pace pace;

    /**
     * A reader of any number of storages.
     *
     * @param pace at which the file system is asked
     */
    public DiskUsageReader(ExecutorService readers, Pace pace) {
        this.readers = new ReaderPool(readers);
        this.pace = pace;
    }

    /**
     * What lies below a path, which may be a symbolic link itself.
     *
     * @param v2 the v2 directory below the path, or the path; may be missing in a registry that nothing was pushed to
     * @throws IOException if one of them is not there any more
     * @throws InterruptedException if the count was interrupted
     */
    public DiskUsage read(Path path, Path v2, ScanProgress progress) throws IOException, InterruptedException {
        DiskDirectories directories = new DiskDirectories(Files.exists(v2) ? v2.toRealPath() : v2, pace);
        Deque<DiskDirectories.Open> open = new ArrayDeque<>();
        open.push(directories.top(path.toRealPath()));
        DiskUsage sum = DiskUsage.none(path.toString());
        while (!open.isEmpty()) {
            List<Callable<DiskDirectories.Counted>> tasks = new ArrayList<>();
            while (!open.isEmpty() && tasks.size() < AT_A_TIME) {
                DiskDirectories.Open next = open.pop();
                tasks.add(() -> {
                    DiskDirectories.Counted counted = directories.count(next);
                    progress.one();
                    return counted;
                });
            }
            for (DiskDirectories.Counted counted : readers.all(tasks)) {
                sum = sum.and(counted.usage());
                counted.directories().forEach(open::push);
            }
        }
        return sum;
    }
}
