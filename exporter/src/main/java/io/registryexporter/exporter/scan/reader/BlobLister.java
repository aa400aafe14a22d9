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
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists the directories of blobs, {@code blobs/<algorithm>/<first two>} (R13), and the entries beside them. Used once.
 */
public final class BlobLister {
    private final StorageFiles files;
    private final Layout layout;
    private final DigestTable digests;
    private final Map<Path, BlobDirectoryTask> directories = new LinkedHashMap<>();
    private final Map<String, DamageReason> faults = new HashMap<>();
    private final List<Damage> damages = new ArrayList<>();

    /**
     * A lister for one scan.
     *
     * @param digests gives the digests of the blobs their numbers
     */
    public BlobLister(StorageFiles files, Layout layout, DigestTable digests) {
        this.files = files;
        this.layout = layout;
        this.digests = digests;
    }

    /**
     * The directories of blobs, not read yet.
     *
     * @param there whether the storage has a directory {@code blobs}
     * @param directories by their path
     * @param faults why whole directories could not be listed, by their path relative to the v2 directory
     */
    public record Listed(boolean there, Map<Path, BlobDirectoryTask> directories, Map<String, DamageReason> faults) {}

    /** Reads one directory of blobs. */
    @FunctionalInterface
    public interface BlobDirectoryTask {
        /**
         * Reads the directory.
         *
         * @param times those of the directory before it is read, if the next scan may rely on them
         */
        Reading<BlobDirectory> read(Optional<DirectoryTimes> times);
    }

    /** The directories of blobs; entries that cannot be listed are damage. */
    public Reading<Listed> list() {
        Path blobs = layout.v2().resolve(Layout.BLOBS);
        Node root = files.look(blobs);
        if (root instanceof Node.Directory) {
            listAlgorithms(blobs);
        } else if (!(root instanceof Node.Missing)) {
            DamageReason reason = fault(root);
            faults.put(Layout.BLOBS, reason);
            damages.add(new Damage(reason, Optional.empty(), Layout.BLOBS)
                    .blocking(reason.hidesWhatIsThere() ? Set.of() : GarbageCollectionMode.ALL));
        }
        return new Reading<>(new Listed(!(root instanceof Node.Missing), directories, faults), damages);
    }

    private void listAlgorithms(Path blobs) {
        for (Path entry : list(blobs)) {
            boolean algorithm = Digest.isAlgorithm(entry.getFileName().toString());
            if (algorithm && files.lookAtListed(entry) instanceof Node.Directory) {
                listAlgorithm(entry);
            } else if (algorithm) {
                addFault(entry);
                addOdd(entry);
            } else {
                addOdd(entry);
            }
        }
    }

    private void listAlgorithm(Path algorithm) {
        String name = algorithm.getFileName().toString();
        for (Path entry : list(algorithm)) {
            if (files.lookAtListed(entry) instanceof Node.Directory) {
                directories.put(entry, times -> reader(name, entry).read(times));
            } else {
                addFault(entry);
                addOdd(entry);
            }
        }
    }

    private List<Path> list(Path directory) {
        Listing listing = files.list(directory);
        if (listing instanceof Listing.Broken broken) {
            faults.put(layout.describe(directory), broken.reason());
            damages.add(new Damage(broken.reason(), Optional.empty(), layout.describe(directory)));
        }
        return listing.entries();
    }

    /** An entry that is not a directory hides all blobs that belong below it, unless nothing is there. */
    private void addFault(Path path) {
        Node node = files.look(path);
        boolean nothing = node instanceof Node.Missing
                || (node instanceof Node.Faulty faulty && faulty.reason() == DamageReason.SYMLINK_BROKEN);
        if (!nothing) {
            faults.put(layout.describe(path), fault(node));
        }
    }

    private void addOdd(Path entry) {
        directories.put(entry, times -> reader("", entry).readOdd(times));
    }

    private BlobDirectoryReader reader(String algorithm, Path directory) {
        return new BlobDirectoryReader(files, layout, digests, algorithm, directory);
    }

    private static DamageReason fault(Node node) {
        return node.fault().orElse(DamageReason.NOT_A_DIRECTORY);
    }
}
