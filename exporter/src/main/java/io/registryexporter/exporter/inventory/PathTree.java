package io.registryexporter.exporter.inventory;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The paths of repositories as a tree: below the path {@code a} are the repository {@code a} and the path {@code a/b}. Paths
 * have numbers in preorder, from the empty path of all repositories on.
 */
final class PathTree {
    private static final int ALL = 0;
    private static final char SEPARATOR = '/';

    private final List<String> names;
    private final int[] order;
    private final int[] pathOf;
    private final int[] parent;
    private final int[] example;
    private final int[] length;
    private int count = 1;

    private PathTree(List<String> names) {
        this.names = names;
        this.order = IntStream.range(0, names.size())
                .boxed()
                .sorted(Comparator.comparing(names::get, PathTree::compare))
                .mapToInt(Integer::intValue)
                .toArray();
        this.pathOf = new int[names.size()];
        int most = 1 + names.stream().mapToInt(PathTree::components).sum();
        this.parent = new int[most];
        this.example = new int[most];
        this.length = new int[most];
    }

    /** The tree of repositories with these names, each of which is there once. */
    static PathTree of(List<String> names) {
        PathTree tree = new PathTree(names);
        String previous = "";
        int path = ALL;
        for (int repository : tree.order) {
            path = tree.add(repository, tree.above(path, commonLength(previous, names.get(repository))));
            tree.pathOf[repository] = path;
            previous = names.get(repository);
        }
        return tree;
    }

    /** How many components a name has. */
    static int components(String name) {
        return 1
                + (int) name.chars().filter(character -> character == SEPARATOR).count();
    }

    /** The positions of the repositories in the list of the names, in preorder: the repositories of a path are together. */
    int[] preorder() {
        return order.clone();
    }

    /** How many paths there are. */
    int size() {
        return count;
    }

    /** The path that has the name of the repository at this position. */
    int path(int repository) {
        return pathOf[repository];
    }

    /** The longest path that both repositories are below. */
    int common(int repository, int other) {
        int one = pathOf[repository];
        int two = pathOf[other];
        while (one != two) {
            // The larger number cannot be above the smaller one.
            if (one > two) {
                one = parent[one];
            } else {
                two = parent[two];
            }
        }
        return one;
    }

    /** The name of a path. */
    String name(int path) {
        return path == ALL ? "" : names.get(example[path]).substring(0, length[path]);
    }

    /** The paths that have a longer path below them, and the empty one. */
    BitSet inner() {
        BitSet inner = new BitSet();
        inner.set(ALL);
        for (int path = 1; path < count; path++) {
            inner.set(parent[path]);
        }
        return inner;
    }

    /** Values by path, each with the values of all paths below. */
    long[] sums(long[] values) {
        long[] sums = Arrays.copyOf(values, count);
        for (int path = count - 1; path > ALL; path--) {
            sums[parent[path]] += sums[path];
        }
        return sums;
    }

    /** The path itself or the one above that is not longer. */
    private int above(int path, int longest) {
        int found = path;
        while (length[found] > longest) {
            found = parent[found];
        }
        return found;
    }

    private int add(int repository, int above) {
        String name = names.get(repository);
        int path = above;
        while (length[path] < name.length()) {
            int end = name.indexOf(SEPARATOR, path == ALL ? 0 : length[path] + 1);
            parent[count] = path;
            example[count] = repository;
            length[count] = end < 0 ? name.length() : end;
            path = count++;
        }
        return path;
    }

    /** By components: {@code a/b} comes before {@code a-b}. */
    private static int compare(String name, String other) {
        int different = mismatch(name, other);
        if (different == Math.min(name.length(), other.length())) {
            return Integer.compare(name.length(), other.length());
        }
        char one = name.charAt(different);
        char two = other.charAt(different);
        return Character.compare(one == SEPARATOR ? 0 : one, two == SEPARATOR ? 0 : two);
    }

    /** The length of the longest path that both names have. */
    private static int commonLength(String name, String other) {
        int common = mismatch(name, other);
        return endsAt(name, common) && endsAt(other, common)
                ? common
                : Math.max(0, name.substring(0, common).lastIndexOf(SEPARATOR));
    }

    private static boolean endsAt(String name, int end) {
        return name.length() == end || name.charAt(end) == SEPARATOR;
    }

    private static int mismatch(String name, String other) {
        int least = Math.min(name.length(), other.length());
        int same = 0;
        while (same < least && name.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same;
    }
}
