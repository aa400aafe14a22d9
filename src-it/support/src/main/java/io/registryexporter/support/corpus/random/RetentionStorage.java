package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A storage for retention rules: tags of many ages, some on the same manifest, on manifests that indexes contain, and on
 * manifests that another repository has too; signatures by tag and by subject, in the repository and beside.
 */
public final class RetentionStorage {
    private static final List<String> NAMES = List.of("app", "app/web", "team/api", "MixedCase.Example/app", "lib");
    private static final List<String> TAGS = List.of(
            "latest", "v1", "v2", "v10", "1.2.3-rc_1", "link", "current", "V2", "a.b", "nightly-1", "nightly-2");
    private static final List<String> SUFFIXES = List.of(".sig", ".att", ".sbom", "");
    private static final int[] DAYS = {1, 5, 20, 20, 60, 200};
    private static final int MOST_ITEMS = 9;

    private final Random random;
    private final StorageWriter storage;
    private final Path repositories;
    private final List<Content> layers = new ArrayList<>();
    private final boolean old;

    private RetentionStorage(Path v2, Random random) {
        this.random = random;
        this.storage = new StorageWriter(v2);
        this.repositories = v2.resolve("repositories");
        this.old = random.nextInt(10) == 0;
    }

    /** Writes one below a rootdirectory, as old as its tags are. */
    public static void write(Path root, Random random, Instant now) throws IOException {
        Path v2 = root.resolve("docker/registry/v2");
        new RetentionStorage(v2, random).write();
        Trees.makeOld(root);
        age(v2.resolve("repositories"), random, now);
    }

    private void write() throws IOException {
        List<String> names = new ArrayList<>(NAMES);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            String name = names.remove(random.nextInt(names.size()));
            push(name);
            if (random.nextInt(3) == 0) {
                promote(
                        name,
                        "promoted/" + name.toLowerCase(java.util.Locale.ROOT).replace('.', '-'));
            }
        }
    }

    private void push(String name) {
        ContentOfChance content = new ContentOfChance(random, storage, storage.repository(name), layers);
        // 2.8 collects every blob of a repository that no blob was ever pushed to (R1).
        content.unnamed();
        List<Content> pushed = new ArrayList<>();
        for (int left = 2 + random.nextInt(MOST_ITEMS); left > 0; left--) {
            Content manifest = item(content, name, pushed);
            pushed.add(manifest);
            for (int tags = random.nextInt(3); tags > 0; tags--) {
                content.repository().tag(any(TAGS), manifest);
            }
            if (random.nextInt(3) == 0) {
                refer(content, any(pushed), pushed);
            }
        }
        content.repository().tag("always", any(pushed));
    }

    private Content item(ContentOfChance content, String name, List<Content> pushed) {
        return switch (random.nextInt(10)) {
            case 0 -> content.artifact();
            case 1 -> content.cache();
            case 2 -> content.index(2);
            case 3, 4 -> content.indexOf(some(pushed));
            case 5 -> old ? content.schema1(name) : content.image();
            default -> content.image();
        };
    }

    /** A signature, by tag, by subject, or both, and sometimes in a repository of its own. */
    private void refer(ContentOfChance content, Content subject, List<Content> pushed) {
        String tag = subject.digest().replace(':', '-');
        switch (random.nextInt(5)) {
            case 0 -> pushed.add(content.referrer(subject));
            case 1 -> {
                Content referrer = content.referrer(subject);
                content.repository().tag(tag, content.indexOf(List.of(referrer)));
                pushed.add(referrer);
            }
            case 2 -> {
                ContentOfChance beside = new ContentOfChance(random, storage, storage.repository("signatures"), layers);
                beside.repository().tag(tag + ".sig", beside.image());
            }
            default -> {
                Content signature = random.nextBoolean() ? content.image() : content.referrer(subject);
                content.repository().tag(tag + any(SUFFIXES), signature);
                pushed.add(signature);
            }
        }
    }

    /** The same manifests in another repository, under some of the tags. */
    private void promote(String from, String to) throws IOException {
        Path copy = repositories.resolve(to);
        Files.createDirectories(copy);
        for (String part : List.of("_manifests", "_layers", "_uploads")) {
            if (Files.exists(repositories.resolve(from).resolve(part))) {
                Trees.copy(repositories.resolve(from).resolve(part), copy.resolve(part));
            }
        }
        try (Stream<Path> tags = Files.list(copy.resolve("_manifests/tags"))) {
            for (Path tag : tags.sorted().toList()) {
                if (random.nextInt(3) == 0) {
                    Trees.delete(tag);
                }
            }
        }
    }

    private static void age(Path repositories, Random random, Instant now) throws IOException {
        for (Path file : Trees.all(repositories)) {
            if (file.endsWith("current/link")) {
                Duration age = Duration.ofDays(DAYS[random.nextInt(DAYS.length)]);
                Files.setLastModifiedTime(file, FileTime.from(now.minus(age)));
            }
        }
    }

    private List<Content> some(List<Content> pushed) {
        List<Content> some = new ArrayList<>();
        for (int left = random.nextInt(3); left > 0 && !pushed.isEmpty(); left--) {
            some.add(any(pushed));
        }
        return some;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
