package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.scan.result.StoredBlobs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What paths cost together, beside a plain computation with sets. */
class PathCostsTest {
    private static final int BLOBS = 12;

    @Property(tries = 2000)
    void each_path_costs_what_the_set_of_its_blobs_has(@ForAll("storages") Map<String, List<Integer>> storage) {
        Ledger.Accounts accounts = accounts(storage);

        Map<String, Costs> paths = new HashMap<>();
        accounts.paths().forEach(path -> paths.put(path.name(), path.costs()));
        assertThat(paths.keySet()).isEqualTo(innerPaths(storage.keySet()));
        paths.forEach((path, costs) -> assertThat(costs).as(path).isEqualTo(plainCosts(storage, path)));
    }

    @Property(tries = 1000)
    void each_path_counts_its_repositories(@ForAll("storages") Map<String, List<Integer>> storage) {
        assertThat(accounts(storage).paths())
                .allSatisfy(path -> assertThat((long) path.repositories())
                        .isEqualTo(storage.keySet().stream()
                                .filter(name -> isBelow(name, path.name()))
                                .count()));
    }

    @Property(tries = 1000)
    void each_repository_costs_what_its_set_of_blobs_has(@ForAll("storages") Map<String, List<Integer>> storage) {
        List<String> names = List.copyOf(storage.keySet());
        List<Optional<Costs>> costs = accounts(storage).repositories();

        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            assertThat(costs.get(i)).contains(costs(storage, Set.of(name)));
        }
    }

    @Test
    void a_name_that_continues_a_component_is_no_path_below() {
        Map<String, List<Integer>> storage =
                new TreeMap<>(Map.of("a", List.of(1), "a-b", List.of(1), "a/b", List.of(1)));

        assertThat(accounts(storage).paths())
                .containsExactly(
                        new RepositoryPath("", 3, new Costs(size(1), size(1))),
                        new RepositoryPath("a", 2, new Costs(size(1), 0)));
    }

    /** Names that share beginnings, and characters that sort before and after the separator. */
    @Provide
    Arbitrary<Map<String, List<Integer>>> storages() {
        Arbitrary<String> names = Arbitraries.of("a", "a-b", "a.b", "a0", "b")
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(components -> String.join("/", components));
        Arbitrary<List<Integer>> blobs =
                Arbitraries.integers().between(0, BLOBS - 1).list().ofMaxSize(6);
        return Arbitraries.maps(names, blobs).ofMaxSize(12).map(TreeMap::new);
    }

    private static Ledger.Accounts accounts(Map<String, List<Integer>> storage) {
        List<String> names = List.copyOf(storage.keySet());
        StoredBlobs.Builder blobs = new StoredBlobs.Builder(BLOBS);
        IntStream.range(0, BLOBS).forEach(blob -> blobs.blob(blob, size(blob)));
        PathTree tree = PathTree.of(names);
        Ledger ledger = new Ledger(tree, names.size(), blobs.build());
        for (int repository : tree.preorder()) {
            storage.get(names.get(repository)).forEach(blob -> ledger.charge(repository, blob));
        }
        return ledger.close();
    }

    /** No two sets of blobs have the same size. */
    private static long size(int blob) {
        return 1L << blob;
    }

    private static Set<String> innerPaths(Set<String> names) {
        Set<String> paths = new TreeSet<>(Set.of(""));
        for (String name : names) {
            List<String> components = new ArrayList<>(List.of(name.split("/")));
            while (components.size() > 1) {
                components.remove(components.size() - 1);
                paths.add(String.join("/", components));
            }
        }
        return paths;
    }

    private static boolean isBelow(String name, String path) {
        return path.isEmpty() || name.equals(path) || name.startsWith(path + "/");
    }

    private static Costs plainCosts(Map<String, List<Integer>> storage, String path) {
        return costs(
                storage,
                storage.keySet().stream().filter(name -> isBelow(name, path)).collect(Collectors.toSet()));
    }

    private static Costs costs(Map<String, List<Integer>> storage, Set<String> repositories) {
        Set<Integer> inside = new HashSet<>();
        Set<Integer> elsewhere = new HashSet<>();
        storage.forEach((name, blobs) -> (repositories.contains(name) ? inside : elsewhere).addAll(blobs));
        Set<Integer> alone = new HashSet<>(inside);
        alone.removeAll(elsewhere);
        return new Costs(sum(inside), sum(alone));
    }

    private static long sum(Set<Integer> blobs) {
        return blobs.stream().mapToLong(PathCostsTest::size).sum();
    }
}
