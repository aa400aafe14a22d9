package io.registryexporter.support.corpus.random;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * A storage as a registry wrote it.
 *
 * @param v2 the v2 directory
 * @param schema1 the tags, as {@code repository:tag}, of manifests that only 2.x can read
 * @param holdsSchema1 whether there is one, tagged or not: 3.x cannot collect then (R15)
 * @param withoutTags whether a repository was only ever pushed to by digest: 2.x cannot collect with {@code -m} then (R28)
 */
public record RandomStorage(Path v2, Set<String> schema1, boolean holdsSchema1, boolean withoutTags) {
    private static final List<String> NAMES = List.of(
            "a", "a/b", "a/b/c", "app", "team/web", "team/api", "MixedCase.Example/app", "x__y/z-1.0", "library/r0");
    private static final int MOST_REPOSITORIES = 4;
    private static final int MOST_ITEMS = 5;

    /** Writes one below a rootdirectory. */
    public static RandomStorage write(Path root, Random random) {
        Path v2 = root.resolve("docker/registry/v2");
        StorageWriter storage = new StorageWriter(v2);
        List<Content> layers = new ArrayList<>();
        boolean old = random.nextInt(10) == 0;
        List<String> names = new ArrayList<>(NAMES);
        Set<String> schema1 = new TreeSet<>();
        boolean holdsSchema1 = false;
        boolean withoutTags = false;
        for (int left = 1 + random.nextInt(MOST_REPOSITORIES); left > 0; left--) {
            String name = names.remove(random.nextInt(names.size()));
            ContentOfChance content = new ContentOfChance(random, storage, storage.repository(name), layers);
            RandomRepository repository = new RandomRepository(random, content, name, old);
            repository.push(1 + random.nextInt(MOST_ITEMS));
            schema1.addAll(repository.schema1());
            holdsSchema1 |= repository.holdsSchema1();
            withoutTags |= repository.withoutTags();
        }
        return new RandomStorage(v2, schema1, holdsSchema1, withoutTags);
    }
}
