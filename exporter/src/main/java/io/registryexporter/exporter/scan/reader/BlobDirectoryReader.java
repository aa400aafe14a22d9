package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.DirectoryTimes;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.TreeWalk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one directory of blobs: the blobs in their places, and everything else that the registry's garbage collection finds
 * there (R28). Used once.
 */
final class BlobDirectoryReader {
    private static final int PREFIX = 2;

    private final StorageFiles files;
    private final Layout layout;
    private final DigestTable digests;
    private final String algorithm;
    private final Path directory;
    private final List<Damage> damages = new ArrayList<>();
    private final Map<Integer, Long> misplaced = new HashMap<>();
    private final Map<Integer, DamageReason> faults = new HashMap<>();
    private int[] numbers = new int[0];
    private long[] sizes = new long[0];
    private int count;
    private Optional<DamageReason> fault = Optional.empty();
    /** A repair moves no time of this directory. */
    private boolean repairLeavesNoTrace;

    BlobDirectoryReader(StorageFiles files, Layout layout, DigestTable digests, String algorithm, Path directory) {
        this.files = files;
        this.layout = layout;
        this.digests = digests;
        this.algorithm = algorithm;
        this.directory = directory;
    }

    /** Reads {@code <first two>/<encoded>/data}. */
    Reading<BlobDirectory> read(Optional<DirectoryTimes> times) {
        try (OpenDirectory open = files.open(directory)) {
            open.fault().ifPresent(this::unreadable);
            numbers = new int[open.names().size()];
            sizes = new long[numbers.length];
            for (Path name : open.names()) {
                Optional<Digest> digest = inPlace(name);
                if (digest.isPresent()) {
                    readBlob(digest.get(), open, name);
                } else {
                    odd(directory.resolve(name));
                }
            }
        } catch (IOException e) {
            StorageFiles.fault(e).ifPresent(this::unreadable);
        }
        return result(times);
    }

    /** Reads an entry that is not a directory of blobs. */
    Reading<BlobDirectory> readOdd(Optional<DirectoryTimes> times) {
        odd(directory);
        return result(times);
    }

    private Reading<BlobDirectory> result(Optional<DirectoryTimes> times) {
        return new Reading<>(
                new BlobDirectory(
                        repairLeavesNoTrace ? Optional.empty() : times,
                        Arrays.copyOf(numbers, count),
                        Arrays.copyOf(sizes, count),
                        Map.copyOf(misplaced),
                        Map.copyOf(faults),
                        fault),
                List.copyOf(damages));
    }

    private void unreadable(DamageReason reason) {
        repairLeavesNoTrace = true;
        fault = Optional.of(reason);
        damages.add(damage(reason, directory));
    }

    private Optional<Digest> inPlace(Path name) {
        String encoded = name.toString();
        boolean below = encoded.length() >= PREFIX
                && encoded.substring(0, PREFIX).equals(directory.getFileName().toString());
        return below ? Digest.of(algorithm, encoded) : Optional.empty();
    }

    private void readBlob(Digest digest, OpenDirectory open, Path name) {
        Path entry = directory.resolve(name);
        Node data = open.look(name, Layout.OWN_DATA);
        if (data instanceof Node.File file) {
            numbers[count] = digests.numberOf(digest);
            sizes[count++] = file.size();
        } else {
            repairLeavesNoTrace = true;
            note(digest, data, entry);
        }
        if (data instanceof Node.File || open.lookAtListed(name) instanceof Node.Directory) {
            Listing listing = files.list(entry);
            if (listing instanceof Listing.Broken broken) {
                repairLeavesNoTrace = true;
                damages.add(damage(broken.reason(), entry));
            }
            listing.entries().stream()
                    .filter(beside -> data instanceof Node.Directory || !beside.endsWith(Layout.DATA))
                    .forEach(this::beside);
        }
    }

    private void note(Digest digest, Node data, Path entry) {
        if (data instanceof Node.Directory) {
            damages.add(damage(DamageReason.NOT_A_REGULAR_FILE, entry.resolve(Layout.DATA)));
        } else if (data instanceof Node.Faulty faulty) {
            if (faulty.reason() != DamageReason.SYMLINK_BROKEN) {
                faults.put(digests.numberOf(digest), faulty.reason());
            }
            Damage damage = damage(faulty.reason(), entry);
            damages.add(
                    faulty.reason() == DamageReason.SYMLINK_LOOP ? damage.blocking(GarbageCollectionMode.ALL) : damage);
        }
    }

    /** An entry beside the data of a blob; the garbage collection walks through it (R28). */
    private void beside(Path path) {
        if (!(files.look(path) instanceof Node.File file)) {
            walk(path).ifPresent(damages::add);
        } else if (Layout.isDeletedWhileOpen(path)) {
            damages.add(damage(DamageReason.NFS_LEFTOVER, path).about(file.size() + " bytes"));
        }
    }

    private void odd(Path path) {
        Node node = files.look(path);
        if (node instanceof Node.Faulty faulty
                && faulty.reason() != DamageReason.SYMLINK_LOOP
                && faulty.reason() != DamageReason.NOT_A_REGULAR_FILE) {
            damages.add(damage(faulty.reason(), path));
        } else if (!(node instanceof Node.Missing)) {
            damages.add(walk(path).orElseGet(() -> damage(DamageReason.STRAY, path)));
        }
    }

    /** Counts misplaced data as a blob where the registry does, and returns the damage that ends the garbage collection. */
    private Optional<Damage> walk(Path top) {
        TreeWalk.Found found = TreeWalk.find(files, top, Layout.DATA);
        int invalid = 0;
        for (Path data : found.files()) {
            Optional<Digest> digest = Layout.digestOfData(layout.v2().relativize(data.getParent()));
            invalid += digest.isEmpty() ? 1 : 0;
            if (digest.isPresent() && files.look(data) instanceof Node.File file) {
                misplaced.put(digests.numberOf(digest.get()), file.size());
            }
        }
        repairLeavesNoTrace |= invalid > 0 || !found.faults().isEmpty();
        for (TreeWalk.Fault fault : found.faults()) {
            if (fault.reason() == DamageReason.SYMLINK_LOOP) {
                return Optional.of(damage(fault.reason(), fault.path()).blocking(GarbageCollectionMode.ALL));
            }
            damages.add(damage(fault.reason(), fault.path()));
        }
        return invalid == 0
                ? Optional.empty()
                : Optional.of(damage(DamageReason.BLOB_PATH_INVALID, top).blocking(GarbageCollectionMode.ALL));
    }

    private Damage damage(DamageReason reason, Path path) {
        return new Damage(reason, Optional.empty(), layout.describe(path));
    }
}
