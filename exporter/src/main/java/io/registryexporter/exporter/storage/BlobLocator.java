package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Finds the data of blobs during one scan (R13). The directories above the blobs are looked at once, not once per
 * blob: there are 256 of them and any number of blobs.
 */
public final class BlobLocator {
    private static final int BELOW_PREFIX = 2;

    private final StorageFiles files;
    private final Layout layout;
    private final ConcurrentMap<List<String>, Path> prefixes = new ConcurrentHashMap<>();

    public BlobLocator(StorageFiles files, Layout layout) {
        this.files = files;
        this.layout = layout;
    }

    /** The data file of a blob; a directory in its place is not data, for the registry either. */
    public Node look(Digest digest) {
        List<String> path = layout.blobData(digest);
        List<String> prefix = path.subList(0, path.size() - BELOW_PREFIX);
        Path known = prefixes.get(prefix);
        if (known == null) {
            Node node = files.look(layout.v2(), prefix);
            if (!(node instanceof Node.Directory directory)) {
                return node instanceof Node.File ? new Node.Faulty(DamageReason.NOT_A_DIRECTORY) : node;
            }
            known = directory.path();
            prefixes.put(List.copyOf(prefix), known);
        }
        Node data = files.look(known, path.subList(path.size() - BELOW_PREFIX, path.size()));
        return data instanceof Node.Directory ? new Node.Missing() : data;
    }
}
