package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * Lists the blobs: {@code blobs/<algorithm>/<first two>/<encoded>/data} (R13). A blob comes and goes with an entry of
 * one of the directories of two characters, so one whose times have not moved is taken over from the scan before.
 */
final class BlobScanner {
    private static final int PREFIX = 2;

    private final StorageFiles files;
    private final Layout layout;
    private final DigestTable digests;
    private final Clock clock;
    private final Map<Path, BlobDirectory> earlier;
    private final List<Damage> damages = new ArrayList<>();

    BlobScanner(StorageFiles files, Layout layout, DigestTable digests, Clock clock, Map<Path, BlobDirectory> earlier) {
        this.files = files;
        this.layout = layout;
        this.digests = digests;
        this.clock = clock;
        this.earlier = earlier;
    }

    /** The directories by their path; those that changed are read by {@code readers}. */
    Map<Path, BlobDirectory> scan(Readers readers, ScanProgress progress) throws InterruptedException {
        List<Path> paths = new ArrayList<>();
        List<Callable<BlobDirectory>> tasks = new ArrayList<>();
        for (Path algorithm : directories(layout.v2().resolve(Layout.BLOBS))) {
            for (Path prefix : directories(algorithm)) {
                paths.add(prefix);
                tasks.add(() -> {
                    BlobDirectory directory = read(algorithm.getFileName().toString(), prefix);
                    progress.one();
                    return directory;
                });
            }
        }
        progress.begin("directories of blobs", tasks.size());
        Map<Path, BlobDirectory> scanned = new LinkedHashMap<>();
        List<BlobDirectory> results = readers.all(tasks);
        for (int i = 0; i < results.size(); i++) {
            scanned.put(paths.get(i), results.get(i));
            damages.addAll(results.get(i).damages());
        }
        return scanned;
    }

    /** What lies among the blobs and is none. */
    List<Damage> damages() {
        return damages;
    }

    private List<Path> directories(Path parent) {
        Node node = files.look(parent);
        if (!(node instanceof Node.Directory)) {
            note(node, parent, damages);
            return List.of();
        }
        Listing listing = files.list(parent);
        if (listing instanceof Listing.Broken broken) {
            damages.add(damage(broken.reason(), parent));
        }
        List<Path> directories = new ArrayList<>();
        for (Path entry : listing.entries()) {
            Node below = files.look(entry);
            if (below instanceof Node.Directory) {
                directories.add(entry);
            } else {
                note(below, entry, damages);
            }
        }
        return directories;
    }

    private BlobDirectory read(String algorithm, Path prefix) {
        Optional<DirectoryTimes> times = DirectoryTimes.of(prefix);
        BlobDirectory before = earlier.get(prefix);
        if (before != null && before.isStillWhat(times)) {
            return before;
        }
        Optional<DirectoryTimes> trusted = times.filter(t -> t.isSettled(clock.instant(), ScanMemory.SETTLED));
        List<Damage> found = new ArrayList<>();
        try (OpenDirectory directory = files.open(prefix)) {
            directory.fault().ifPresent(reason -> found.add(damage(reason, prefix)));
            return read(
                    algorithm, prefix, directory, directory.fault().isPresent() ? Optional.empty() : trusted, found);
        } catch (IOException e) {
            StorageFiles.fault(e).ifPresent(reason -> found.add(damage(reason, prefix)));
            return new BlobDirectory(Optional.empty(), new int[0], new long[0], found);
        }
    }

    private BlobDirectory read(
            String algorithm,
            Path prefix,
            OpenDirectory directory,
            Optional<DirectoryTimes> times,
            List<Damage> found) {
        Optional<DirectoryTimes> trusted = times;
        int[] numbers = new int[directory.names().size()];
        long[] sizes = new long[numbers.length];
        int count = 0;
        for (Path name : directory.names()) {
            Optional<Digest> digest = digest(algorithm, prefix, name);
            Node data = digest.map(unused -> directory.look(name, Layout.OWN_DATA))
                    .orElseGet(() -> new Node.Faulty(DamageReason.STRAY));
            if (data instanceof Node.File file) {
                numbers[count] = digests.numberOf(digest.orElseThrow());
                sizes[count++] = file.size();
            } else {
                // What is missing or faulty may be mended, which moves no time of this directory.
                trusted = digest.isPresent() ? Optional.empty() : trusted;
                note(data, prefix.resolve(name), found);
            }
        }
        return new BlobDirectory(trusted, Arrays.copyOf(numbers, count), Arrays.copyOf(sizes, count), found);
    }

    private static Optional<Digest> digest(String algorithm, Path prefix, Path name) {
        String encoded = name.toString();
        boolean inPlace =
                encoded.length() >= PREFIX && encoded.substring(0, PREFIX).equals(name(prefix));
        return inPlace ? Digest.of(algorithm, encoded) : Optional.empty();
    }

    private void note(Node node, Path path, List<Damage> into) {
        if (node instanceof Node.Faulty faulty) {
            into.add(damage(faulty.reason(), path));
        } else if (node instanceof Node.File) {
            into.add(damage(DamageReason.STRAY, path));
        } else if (node instanceof Node.Directory) {
            into.add(damage(DamageReason.NOT_A_REGULAR_FILE, path));
        }
    }

    private Damage damage(DamageReason reason, Path path) {
        return new Damage(reason, Optional.empty(), layout.describe(path));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
