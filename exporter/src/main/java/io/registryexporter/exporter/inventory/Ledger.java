package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.StoredBlobs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Sums up what repositories and paths cost. Takes which repository consists of which stored blobs, repository by repository
 * in preorder.
 *
 * <p>Of two repositories that have a blob and are next to each other in preorder, both count the blob, and one of the counts
 * is taken back at the longest path that has both: so each path counts the blob once. A blob is exclusive to the longest
 * path that has all its repositories, and to the paths above; in preorder, that path is common to the first and the last.
 */
final class Ledger {
    private static final int NOBODY = -1;

    private final PathTree tree;
    private final StoredBlobs blobs;
    private final int[] first;
    private final int[] last;
    private final long[] stored;
    private final long[] exclusive;
    private final long[] storedByPath;
    private final long[] exclusiveByPath;
    private final BitSet unknown = new BitSet();

    /**
     * An empty ledger.
     *
     * @param repositories how many there are
     */
    Ledger(PathTree tree, int repositories, StoredBlobs blobs) {
        this.tree = tree;
        this.blobs = blobs;
        this.first = new int[blobs.limit()];
        this.last = new int[blobs.limit()];
        this.stored = new long[repositories];
        this.exclusive = new long[repositories];
        this.storedByPath = new long[tree.size()];
        this.exclusiveByPath = new long[tree.size()];
        Arrays.fill(first, NOBODY);
        Arrays.fill(last, NOBODY);
    }

    /**
     * What repositories and paths cost.
     *
     * @param repositories in the order of the scan; none if the costs of a repository are unknown
     * @param paths in preorder
     */
    record Accounts(List<Optional<Costs>> repositories, List<RepositoryPath> paths) {}

    /** A repository has a blob; to say so again changes nothing. */
    void charge(int repository, int blob) {
        int previous = last[blob];
        if (previous == repository) {
            return;
        }
        long size = blobs.size(blob);
        stored[repository] += size;
        if (previous == NOBODY) {
            first[blob] = repository;
        } else {
            storedByPath[tree.common(previous, repository)] -= size;
        }
        last[blob] = repository;
    }

    /** It is not known which blobs a repository has. */
    void unknown(int repository) {
        unknown.set(repository);
    }

    /** The sums, after the last repository. */
    Accounts close() {
        for (int blob = 0; blob < last.length; blob++) {
            if (last[blob] != NOBODY) {
                long size = blobs.size(blob);
                exclusive[last[blob]] += first[blob] == last[blob] ? size : 0;
                exclusiveByPath[tree.common(first[blob], last[blob])] += size;
            }
        }
        List<Optional<Costs>> repositories = new ArrayList<>(stored.length);
        for (int i = 0; i < stored.length; i++) {
            repositories.add(unknown.get(i) ? Optional.empty() : Optional.of(new Costs(stored[i], exclusive[i])));
            storedByPath[tree.path(i)] += stored[i];
        }
        return new Accounts(repositories, paths());
    }

    private List<RepositoryPath> paths() {
        long[] storedBelow = tree.sums(storedByPath);
        long[] exclusiveBelow = tree.sums(exclusiveByPath);
        long[] repositories = new long[tree.size()];
        for (int i = 0; i < stored.length; i++) {
            repositories[tree.path(i)]++;
        }
        long[] repositoriesBelow = tree.sums(repositories);
        return tree.inner().stream()
                .mapToObj(path -> new RepositoryPath(
                        tree.name(path),
                        (int) repositoriesBelow[path],
                        new Costs(storedBelow[path], exclusiveBelow[path])))
                .toList();
    }
}
